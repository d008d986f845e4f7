"""A mock interview as a pure state machine, and the report that its events add up to."""
