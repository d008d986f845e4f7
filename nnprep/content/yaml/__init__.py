"""Reads YAML strictly: every error has a file, a line and a column."""
