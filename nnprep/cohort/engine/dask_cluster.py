"""Judges tasks on the machines of a Dask cluster, through its own futures: `nnprep grade --dask tcp://scheduler:8786`.

Dask's scheduler decides what runs where, and hands the tasks of a worker that died to another one. A task's key is what
decides its verdict, so that the same one is never judged twice at a time.
"""

from __future__ import annotations

from typing import Any, Self

from distributed import Client

from nnprep.cohort.engine.task import Task
from nnprep.cohort.engine.worker_process import grade_here
from nnprep.errors import UsageError, shown

TIMEOUT = 30.0
"""Seconds to reach the scheduler."""
RETRIES = 3
"""How often Dask repeats a task that raised."""


class DaskCluster:
    """Judges tasks wherever the scheduler at an address sends them. Raises UsageError if nobody answers there."""

    def __init__(self, address: str) -> None:
        try:
            self._client = Client(address, timeout=TIMEOUT, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            words = str(error).split("\n")[0] or type(error).__name__
            sentence = f"No Dask scheduler answers at {shown(address)}: {words}"
            raise UsageError(sentence.rstrip(".") + ".", next_step="nnprep grade --help") from None
        self.window = 4 * max(1, sum(self._client.nthreads().values()))
        """How many tasks to hand over before the first is done; more cores may join later."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def submit(self, task: Task) -> Any:
        """Judge a task on one of the machines."""
        key = f"nnprep-{task.exercise}-{task.sha256}-{task.version}-{task.seed:x}"
        return self._client.submit(grade_here, task, key=key, pure=True, retries=RETRIES)
