"""Proposes an exercise from a reference: its task, stub, checks and mistakes, for the author to complete."""
