"""Grades a class: many submissions that nobody trusts, each with one record; reads no learner's history."""
