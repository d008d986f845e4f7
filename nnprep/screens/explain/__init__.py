"""Pages of `nnprep explain`."""
