"""Where documents come from, and how files and folders are written."""
