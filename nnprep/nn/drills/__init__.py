"""Generated questions."""
