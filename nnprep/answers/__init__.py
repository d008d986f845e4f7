"""Finds the card that a question asks for, and the key points in an answer."""
