"""The report of a mock interview as a page."""
