"""Reads and validates questions/, exercises/ and solutions/."""
