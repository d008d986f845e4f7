"""Small experiments, run on the spot."""
