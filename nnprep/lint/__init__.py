"""Proves that content is right."""
