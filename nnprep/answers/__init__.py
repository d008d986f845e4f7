"""Finds the cards that answer a question, and the key points in a typed answer."""
