"""Describes what is wrong with a value: a constant factor, a transpose, a wrong shape."""
