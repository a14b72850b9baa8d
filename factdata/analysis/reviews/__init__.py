"""Review dates: every stamp over time, and what the text of its page gives away of its age."""
