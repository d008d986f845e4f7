"""Networks in numbers: pure functions, no printing."""
