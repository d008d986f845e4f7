"""Exercises, hints and solutions on the screen."""
