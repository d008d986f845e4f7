"""Shapes and parameter counts, layer by layer."""
