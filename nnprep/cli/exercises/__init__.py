"""`nnprep exercise`, `path`, `watch`, `hint` and `solution`: what a learner does around a check."""
