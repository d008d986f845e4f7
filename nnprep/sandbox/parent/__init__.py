"""Starts the process that runs a submission, talks to it and ends it."""
