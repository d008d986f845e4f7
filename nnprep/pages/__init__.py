"""Lays facts out as one self-contained HTML page; prints and writes nothing."""
