"""nnprep interview."""
