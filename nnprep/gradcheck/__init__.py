"""Checks a gradient against finite differences of its loss."""
