"""What a process uses: CPU time, time in which it only sleeps, and threads.

A busy machine makes every process slow on the clock, so the clock alone would call right code too slow.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from time import monotonic

from nnprep.named_tuple import NamedTuple

INTERVAL = 0.05
"""Seconds between two looks at a process that doesn't answer."""


class Moment(NamedTuple):
    """One reading of the clocks."""

    clock: float
    cpu: float | None
    """CPU seconds of the process over all its threads; None if the system doesn't say."""


class Meter:
    """Reads what one process uses. On Linux; elsewhere it knows only the clock."""

    def __init__(self, pid: int) -> None:
        self._tasks, self._schedule = f"/proc/{pid}/task", f"/proc/{pid}/schedstat"
        self._cpu_clock = (~pid << 3) | 2  # as clock_getcpuclockid(3) makes it
        self._looked = monotonic()
        self.threads = 1
        """How many threads it had at the last look."""
        self.sleeping: bool | None = False
        """Whether all of them were waiting at the last look; None if the system doesn't say."""
        self.starved = 0.0
        """Seconds in which it could run but the system ran others, up to the last look; 0 if the system doesn't say."""

    def moment(self) -> Moment:
        """Read the clocks."""
        cpu = None
        if sys.platform == "linux":
            with suppress(OSError):
                cpu = time.clock_gettime(self._cpu_clock)
        return Moment(monotonic(), cpu)

    def look(self) -> None:
        """Count the threads, see whether one of them could run, and how long it couldn't."""
        self._looked = monotonic()
        try:
            threads = os.listdir(self._tasks)  # noqa: PTH208 - pathlib is slower
        except OSError:
            self.threads, self.sleeping = 1, None
            return
        self.threads = len(threads)
        self.starved = starved(self._schedule)
        self.sleeping = all(waits(f"{self._tasks}/{thread}/stat") for thread in threads)

    def look_sometimes(self) -> None:
        """Look, unless the last look was a moment ago: many short calls would make it expensive."""
        if monotonic() - self._looked > INTERVAL:
            self.look()


def starved(path: str) -> float:
    """Return how many seconds a thread was ready to run and didn't; 0 if the system doesn't say.

    The second number of https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat
    """
    try:
        with open(path, encoding="ascii") as file:  # noqa: PTH123 - pathlib is slower
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def waits(path: str) -> bool:
    """Return whether a thread sleeps or is stopped. One that waits for the disk doesn't: it isn't its own doing."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - pathlib is slower
            return file.read().rpartition(")")[2].split()[0] in "StTZX"
    except (OSError, IndexError):
        return True  # it has ended


class Charge:
    """The seconds for which a process is charged: CPU time, and time in which it only sleeps.

    Time in which the system runs something else is not charged. Where the system doesn't say, all time is.
    """

    def __init__(self, meter: Meter, since: Moment) -> None:
        self.seconds = 0.0
        self._meter = meter
        self._last = since

    def update(self) -> None:
        """Add what was used since the last update."""
        now, last = self._meter.moment(), self._last
        self._last = now
        passed, sleeping = now.clock - last.clock, self._meter.sleeping
        if now.cpu is None or last.cpu is None or sleeping is None:
            self.seconds += passed
        elif sleeping:  # bounded, because nobody looked in a longer gap
            self.seconds += max(now.cpu - last.cpu, min(passed, 2 * INTERVAL))
        else:
            self.seconds += now.cpu - last.cpu
