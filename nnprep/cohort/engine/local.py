"""Judges tasks on this machine: a thread for each worker process."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from nnprep.cohort.engine.task import Task
from nnprep.cohort.engine.worker_process import WORKERS, grade_here
from nnprep.cohort.record import Record

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


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
