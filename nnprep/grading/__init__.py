"""Judges a submission and names the mistake."""
