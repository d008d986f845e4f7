"""`nnprep quiz`."""
