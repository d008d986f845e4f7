"""A quiz session as a pure state machine."""
