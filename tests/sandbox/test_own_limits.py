"""What the parent process may spend on what a submission returned."""

from __future__ import annotations

import signal
import sys
import threading

import numpy as np
import pytest

from nnprep.sandbox.parent.own_limits import OutOfTime, own_limits

posix = pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="no timer of CPU time")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux only")


@posix
def test_endless_work() -> None:
    """Work that doesn't end is stopped, whatever exceptions it catches."""

    def endless() -> None:
        while True:
            try:
                sum(range(1000))
            except Exception:
                continue

    with pytest.raises(OutOfTime), own_limits(seconds=0.1):
        endless()


@posix
def test_time_that_is_not_used_does_not_count() -> None:
    """Waiting for a submission doesn't count, and nothing stops what comes after."""
    with own_limits(seconds=0.2):
        threading.Event().wait(0.4)
    sum(range(10_000_000))


@linux
def test_too_much_memory() -> None:
    """Work that needs too much memory raises MemoryError instead of being killed by the system."""
    with own_limits(memory=64 << 20), pytest.raises(MemoryError):
        np.zeros(1 << 26)

    assert np.zeros(1 << 24).size == 1 << 24


def test_in_a_thread() -> None:
    """In another thread, where no signal arrives, the work is done without a limit on its time."""
    done = []

    def work() -> None:
        with own_limits():
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert done == [1]
