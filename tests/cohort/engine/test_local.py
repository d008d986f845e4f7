"""Judging on this machine: workers end by themselves, so that what they used is known."""

from __future__ import annotations

import pytest

from nnprep.cohort.engine.local import LocalMachine
from nnprep.cohort.engine.task import Task
from nnprep.cohort.engine.worker_process import WORKERS, WorkerError


def test_workers_end_by_themselves() -> None:
    """After the last task a worker isn't killed: the system would lose count of what its children have used."""
    with LocalMachine(1) as machine:
        with pytest.raises(WorkerError, match="nothing-of-the-kind"):
            machine.submit(Task("nothing-of-the-kind", b"", 1, "")).result()
        (worker,) = WORKERS
        process = worker._process

    assert process is not None
    assert process.returncode == 0
    assert not WORKERS
