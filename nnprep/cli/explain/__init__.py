"""`nnprep explain`: one file for each topic."""
