"""Exchanges cards with Anki: its packages, written and read, and its text exports."""
