"""What you have done and what is due."""
