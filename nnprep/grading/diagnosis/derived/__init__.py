"""Derives mistakes from a reference: what somebody could get wrong in each place of it."""
