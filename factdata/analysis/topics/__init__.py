"""Topics: groups of fact sheets about the same subject."""
