"""Finds the mistakes, known or derived from the reference, that explain a submission."""
