"""`nnprep exercise`."""
