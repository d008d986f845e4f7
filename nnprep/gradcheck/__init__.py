"""Checks a learner's own gradient against finite differences of their own loss."""
