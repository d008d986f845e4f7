"""A quiz session as a pure state machine: events in, the next state and what to do out."""
