"""What the learner knows, on the screen."""
