"""How much a submission may use: time, memory, output, and the size of what it returns."""

from __future__ import annotations

from nnprep.named_tuple import NamedTuple

MEBIBYTE = 1024 * 1024
KIBIBYTE = 1024


class Limits(NamedTuple):
    """What one submission may use; parameters so that tests can lower them."""

    call: float = 2.0
    """Seconds for one call of the submission, and for loading its file: CPU time, and time in which it sleeps."""
    total: float = 10.0
    """Seconds for all its calls together, without the time of functions that are passed to it."""
    patience: float = 10.0
    """How many times longer than these two limits the clock may run, without the time in which it could run but the
    system ran other things."""
    start: float = 30.0
    """Seconds for Python and NumPy to start: nnprep's time, not the submission's."""
    cpu: int = 15
    """Seconds of CPU time, over all its threads, from the start of Python to the end."""
    memory: int = 1024 * MEBIBYTE
    """Bytes of address space."""
    file_size: int = 0
    """Bytes that it may write to any one file."""
    source: int = MEBIBYTE
    """Bytes of the submission's file."""
    output: int = 64 * KIBIBYTE
    """Bytes of printed text that are kept; the rest is dropped."""
    threads: int = 256
    """Threads at one time."""
    answers: int = 128 * MEBIBYTE
    """Bytes of all values that it returns, which the parent keeps to explain them."""
    descriptors: int = 64
    """Open files, pipes and sockets."""
    callbacks: int = 20_000
    """How often one call may call a function that was passed to it."""
    restarts: int = 20
    """How many times a process that died is replaced: at least once for each part of an exercise."""
    wall_required: bool = False
    """Whether nothing is run where the system can't close files, network and processes."""
    random: bool = False
    """Whether NumPy's random numbers are imported from the start, while the parent is busy too."""
