"""What the parent process may spend on what a submission returned.

One value is bounded by its frame, but a check may copy, multiply or iterate over it, hundreds of times. These limits
end that: they are those of the work on one file, so that the next file of the same command is judged as if alone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

if sys.platform != "win32":
    import resource

WORK = 20.0
"""Seconds of CPU time, several times what the largest exercise needs."""
AGAIN = 0.5
"""Seconds of CPU time after which work that goes on is stopped again."""
MEMORY = 1 << 30
"""Bytes of address space beyond what is in use at the start."""


class OutOfTime(KeyboardInterrupt):
    """Stops work that takes too long; like Ctrl-C, no `except Exception` on its way stops it."""


@contextmanager
def own_limits(seconds: float = WORK, memory: int = MEMORY) -> Iterator[None]:
    """Limit what this process does inside: raises OutOfTime, or MemoryError where memory is allocated.

    CPU time is limited in the main thread and where the system has SIGPROF (not on Windows); memory on Linux.
    """
    timed = hasattr(signal, "SIGPROF") and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGPROF, stop) if timed else None
    try:
        with limited_memory(memory):
            if timed:
                # Again and again: where a finalizer or a callback of the collector runs, Python drops an exception.
                signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
            yield
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before or signal.SIG_DFL)


@contextmanager
def limited_memory(memory: int) -> Iterator[None]:
    """Lower this process's own limit for a while; without a limit, the system may kill it, or its neighbors."""
    used = address_space()
    if not used:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    lower = min(limit for limit in (used + memory, soft, hard) if limit != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (lower, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def address_space() -> int:
    """Return the bytes of address space that are in use; 0 if the system doesn't say."""
    if sys.platform != "linux":
        return 0
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - pathlib is slower
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def stop(*_: Any) -> NoReturn:
    """Handle the signal."""
    raise OutOfTime
