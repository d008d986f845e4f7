"""A class on the screen: who handed in what, how each did, and what they got wrong."""
