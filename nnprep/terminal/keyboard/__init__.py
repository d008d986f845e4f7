"""Single keys from a terminal."""
