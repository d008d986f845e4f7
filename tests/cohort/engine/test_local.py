"""Judging on this machine: workers end by themselves, and there are as many as cores and memory allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.cohort.engine import local
from nnprep.cohort.engine.local import EACH, LocalMachine, affordable_jobs, cores, free_memory
from nnprep.cohort.engine.task import Task
from nnprep.cohort.engine.worker_process import WORKERS, WorkerError

GIBIBYTE = 1 << 30


def system(root: Path, available: int, groups: dict[str, str]) -> Path:
    """Write what a kernel says of its memory and of control groups."""
    (root / "proc" / "self").mkdir(parents=True)
    (root / "proc" / "meminfo").write_text(
        f"MemTotal: 99 kB\nMemAvailable:  {available >> 10} kB\nBuffers: 1 kB\n"
    )
    (root / "proc" / "self" / "cgroup").write_text("1:cpu:/old\n0::/job/step\n")
    for name, most in groups.items():
        (root / "sys/fs/cgroup" / name).mkdir(parents=True, exist_ok=True)
        (root / "sys/fs/cgroup" / name / "memory.max").write_text(f"{most}\n")
    return root


def test_memory_is_the_least_of_system_and_groups(tmp_path: Path) -> None:
    """A batch job may have less memory than its machine; a group without a limit says max."""
    limited = system(tmp_path / "a", 64 * GIBIBYTE, {"job": str(8 * GIBIBYTE), "job/step": "max"})
    unlimited = system(tmp_path / "b", 3 * GIBIBYTE, {"job": "max"})

    assert free_memory(limited) == 8 * GIBIBYTE
    assert free_memory(unlimited) == 3 * GIBIBYTE
    assert free_memory(tmp_path / "nothing") is None


@pytest.mark.parametrize(
    ("memory", "jobs"), [(None, 16), (100 * EACH, 16), (3 * EACH + 1, 3), (EACH - 1, 1), (0, 1)]
)
def test_jobs(memory: int | None, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One for each core, if each has the memory that it may use; at least one."""
    monkeypatch.setattr(local, "cores", lambda: 16)
    monkeypatch.setattr(local, "free_memory", lambda: memory)

    assert affordable_jobs() == jobs
    assert EACH == 2 * GIBIBYTE


def test_this_machine() -> None:
    """The machine at hand has a number."""
    assert 1 <= affordable_jobs() <= cores()


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
