"""Describes and tests this machine."""
