"""Judges tasks on this machine: a thread for each worker process."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Self

from nnprep.cohort.engine.task import Task
from nnprep.cohort.engine.worker_process import WORKERS, grade_here
from nnprep.cohort.record import Record
from nnprep.sandbox.limits import Limits

EACH = 2 * Limits().memory
"""Bytes that a submission may make a run use: its own process, and as much again in the one that judges it."""
PATIENCE = 5.0
"""Seconds in which a worker that has nothing to do ends by itself."""


class LocalMachine:
    """Judges so many tasks at once."""

    def __init__(self, jobs: int) -> None:
        self.window = 2 * jobs
        """How many tasks to hand over before the first is done: each worker always has one to go on with."""
        self._threads = ThreadPoolExecutor(jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """End all workers; after an exception at once, and what they are judging is lost."""
        if kind:
            self._threads.shutdown(wait=False, cancel_futures=True)
        else:  # before their threads: the system kills a worker whose thread ends, and loses count of its CPU time
            for worker in WORKERS:
                worker.finish()
        while WORKERS:
            WORKERS.pop().close(0.0 if kind else PATIENCE)
        self._threads.shutdown(cancel_futures=True)

    def submit(self, task: Task) -> Future[Record]:
        """Judge a task when a worker is free."""
        return self._threads.submit(grade_here, task)


def affordable_jobs() -> int:
    """Return how many submissions to judge at once: one for each core, if each has the memory that it may use."""
    memory = free_memory()
    return cores() if memory is None else max(1, min(cores(), memory // EACH))


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def free_memory(root: Path = Path("/")) -> int | None:
    """Return the bytes that the system has and this process's control groups allow; None if nothing says so.

    `MemAvailable` of https://docs.kernel.org/filesystems/proc.html, and `memory.max` of
    https://docs.kernel.org/admin-guide/cgroup-v2.html in each group around this process.
    """
    free: list[int] = []
    with suppress(OSError, ValueError, IndexError):
        text = (root / "proc/meminfo").read_text(encoding="ascii", errors="replace")
        free.append(int(text.split("MemAvailable:")[1].split()[0]) << 10)
    with suppress(OSError, ValueError, IndexError):
        text = (root / "proc/self/cgroup").read_text(encoding="utf-8", errors="replace")
        group = text.split("0::/")[1].split("\n")[0]
        for name in (group, *map(str, PurePosixPath(group).parents)):
            with suppress(OSError, ValueError):
                free.append(
                    int((root / "sys/fs/cgroup" / name.strip("/") / "memory.max").read_text(encoding="ascii"))
                )
    return min(free, default=None)
