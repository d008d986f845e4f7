"""`nnprep gradcheck`."""
