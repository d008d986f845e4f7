"""Finds the known mistake that explains a submission."""
