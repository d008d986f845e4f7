"""`nnprep drill`."""
