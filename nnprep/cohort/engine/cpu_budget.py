"""How much CPU time a whole run may use, with all its processes: `--cpu-hours`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from nnprep.errors import UsageError

HOUR = 3600.0


class CpuBudget:
    """So many hours of CPU time, from the start of this process. Raises UsageError where they can't be counted."""

    def __init__(self, hours: float) -> None:
        if sys.platform != "linux":
            message = "--cpu-hours counts what all processes used, which works on Linux only."
            raise UsageError(message, next_step="nnprep grade --help")
        self._seconds = hours * HOUR

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return cpu_seconds(os.getpid()) >= self._seconds


def cpu_seconds(number: int) -> float:
    """Return the CPU time of a process, of its running children, and of those that ended and were waited for.

    utime, stime, cutime and cstime of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    """
    place = Path("/proc") / str(number)
    seconds, children = 0.0, []
    with suppress(OSError):  # ended meanwhile
        fields = (place / "stat").read_bytes().rpartition(b")")[2].split()
        seconds = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        for task in (place / "task").iterdir():
            with suppress(OSError):
                children += (task / "children").read_text(encoding="ascii").split()
    return seconds + sum(cpu_seconds(int(child)) for child in children)
