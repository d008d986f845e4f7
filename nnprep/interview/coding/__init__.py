"""Coding and debugging tasks: their files, their own examples, and the hidden checks at the end."""
