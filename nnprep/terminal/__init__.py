"""Lays text out for a terminal, paints it and reads keys; knows nothing of what nnprep is about."""
