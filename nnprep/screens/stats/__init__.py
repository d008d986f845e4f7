"""What the learner knows and what there is to do today."""
