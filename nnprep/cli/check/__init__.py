"""`nnprep check`."""
