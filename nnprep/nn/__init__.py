"""Shapes, parameter counts, gradients, tables and drills: pure functions, no printing."""
