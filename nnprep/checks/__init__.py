"""What a checks.py imports, and how values are compared."""
