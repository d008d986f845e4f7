"""Runs untrusted code; knows nothing of exercises, checks or history."""
