"""A cluster of Dask's judges the same as one machine, even if one of its workers is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra nnprep[dask] isn't installed")

from nnprep.cli.app import run
from nnprep.cohort.record_files import records_in

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions" / "backprop"
SCHEDULER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, *(worker.pid for worker in cluster.workers.values()), flush=True)
        sys.stdin.read()
"""


class Cluster:
    """A scheduler and two workers, each a process."""

    def __init__(self, address: str, workers: list[int]) -> None:
        self.address = address
        self.workers = workers


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """Start a cluster."""
    script = tmp_path / "cluster.py"
    script.write_text(SCHEDULER)
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        address, *workers = process.stdout.readline().decode().split()
        yield Cluster(address, list(map(int, workers)))
        process.stdin.close()
        process.wait()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_killed_worker_loses_nothing(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A worker is killed in the middle: every submission has one record, the same as on one machine."""
    monkeypatch.chdir(tmp_path)
    right = (SOLUTIONS / "right_loop.py").read_bytes()
    for number in range(16):
        place = tmp_path / "hw1" / f"student_{number:02}"
        place.mkdir(parents=True)
        (place / "backprop.py").write_bytes(right + b"# %d\n" % number)
    journal = tmp_path / "far" / "grade.jsonl"

    def kill_one() -> None:
        while not (journal.exists() and journal.read_bytes().count(b"\n") >= 2):
            time.sleep(0.01)
        os.kill(cluster.workers[0], signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    far = run(["grade", "hw1", "--seed", "7", "--out", "far", "--dask", cluster.address])
    killer.join()
    here = run(["grade", "hw1", "--seed", "7", "--out", "here"])

    assert (far, here) == (0, 0), capsys.readouterr().err
    assert [record.status for record in records_in(tmp_path / "far")] == ["passed"] * 16
    assert journal.read_bytes() == (tmp_path / "here" / "grade.jsonl").read_bytes()


@pytest.mark.filterwarnings("ignore")
def test_nobody_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An address where no scheduler is, is one sentence."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("nnprep.cohort.engine.dask_cluster.TIMEOUT", 0.5)
    (tmp_path / "ada_backprop.py").write_text("")

    assert run(["grade", ".", "--dask", "tcp://127.0.0.1:9"]) == 2
    assert "No Dask scheduler answers at 'tcp://127.0.0.1:9'" in capsys.readouterr().err
