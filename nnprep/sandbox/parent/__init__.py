"""Starts that process and talks to it."""
