"""nnprep anki: cards to Anki, and from it."""
