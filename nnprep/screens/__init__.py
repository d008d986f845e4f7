"""Turns facts into what a terminal shows; prints nothing."""
