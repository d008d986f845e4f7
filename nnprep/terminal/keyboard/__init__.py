"""Reads single keys from a terminal, or keys from lines where there is no terminal."""
