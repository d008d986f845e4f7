"""A judged submission on the screen."""
