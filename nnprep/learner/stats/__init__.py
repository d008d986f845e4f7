"""What the log says about the learner."""
