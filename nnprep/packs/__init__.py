"""Packs: cards and exercises of others, copied from a folder or a zip file into the learner's home."""
