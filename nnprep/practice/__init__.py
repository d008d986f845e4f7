"""Exercises as a learner works on them: files, attempts, debugging exercises."""
