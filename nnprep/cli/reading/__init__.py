"""Shows pages of any command; one that is longer than the terminal scrolls."""
