"""`nnprep exercise`, `path`, `hint` and `solution`: what a learner does around a check."""
