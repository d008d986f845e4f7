"""The interviewer in your terminal: offline practice for neural-network interviews."""

__version__ = "0.1.0"
