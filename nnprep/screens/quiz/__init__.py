"""A quiz session on the screen."""
