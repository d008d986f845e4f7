"""What the parent and its fork server say to each other: one packet each way; a request may carry three pipes."""

from __future__ import annotations

from struct import Struct

FORK, WAIT, REAP = b"f", b"w", b"r"
"""Requests: fork a child, with its config as JSON; say whether one has ended; wait until one has ended."""
LONGEST_REQUEST = 64 * 1024
PIPES = 3
"""Standard input, output and error of a child."""
NUMBERS = Struct("<ii")
"""The answer, and what two of the requests say: the process, and its status as waitpid(2) gives it.

The process is 0 while it runs, negative if the request failed.
"""
