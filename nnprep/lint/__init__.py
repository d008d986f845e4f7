"""Proves content and machine: what lint and doctor say."""
