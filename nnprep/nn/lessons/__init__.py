"""Backpropagation, worked by hand."""
