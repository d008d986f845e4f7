"""Judges many submissions: warm processes that share what a seed decides, here or through Dask."""
