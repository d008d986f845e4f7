"""`nnprep stats`."""
