"""Changes between captures of one page."""
