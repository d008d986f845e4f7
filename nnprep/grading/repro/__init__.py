"""Reproduces a failure: the smallest failing input, as code."""
