"""What the learner did and what is due."""
