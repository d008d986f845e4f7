"""How much a submission may use: time, memory, output, and how large what it returns may be."""

from __future__ import annotations

from typing import NamedTuple

MEBIBYTE = 1024 * 1024
KIBIBYTE = 1024


class Limits(NamedTuple):
    """What one submission may use; parameters, so that tests can shorten them."""

    call: float = 2.0
    """Seconds for one call of the submission, and for loading its file."""
    total: float = 10.0
    """Seconds for all its calls together; the time of functions it was given is not counted."""
    start: float = 30.0
    """Seconds for Python and NumPy to start: nnprep's time, not the submission's."""
    cpu: int = 15
    """Seconds of processor time, on all its threads together."""
    memory: int = 1024 * MEBIBYTE
    """Bytes of address space."""
    file_size: int = 0
    """Bytes that it may write into any one file."""
    source: int = MEBIBYTE
    """Bytes of the submission's file."""
    output: int = 64 * KIBIBYTE
    """Bytes of printed text that are kept; what comes after is dropped."""
    descriptors: int = 64
    """Open files, pipes and sockets."""
    callbacks: int = 20_000
    """How often one call may call a function that it was given."""
    restarts: int = 3
    """How often a process that died is replaced."""
