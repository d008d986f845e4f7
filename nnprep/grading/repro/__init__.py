"""Writes the smallest failing input as code."""
