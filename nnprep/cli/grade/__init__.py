"""`nnprep grade`."""
