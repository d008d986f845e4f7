"""Finds the known mistakes that explain a submission."""
