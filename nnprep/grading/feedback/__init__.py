"""Says what is wrong with a value."""
