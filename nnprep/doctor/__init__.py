"""Examines and tests this machine."""
