"""Turns facts into Rich renderables; prints nothing."""
