"""Runs code that nobody trusts; knows no exercise, no check and no history."""
