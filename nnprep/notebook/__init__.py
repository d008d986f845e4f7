"""Judges functions and classes of a notebook or a script, instead of files: nnprep's public Python functions."""
