"""Terminals: layout, painting, keys, encodings; knows nothing of nnprep."""
