"""Says where a wrong answer goes wrong."""
