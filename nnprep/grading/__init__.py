"""Judges a submission."""
