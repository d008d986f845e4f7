"""`nnprep grade`: a class from a folder to records, whole, in shards, and after a kill."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nnprep.cohort.record_files import records_in
from tests.cli.conftest import Nnprep
from tests.sandbox.weak import take_away

ROOT = Path(__file__).resolve().parents[3]
SOLUTIONS = ROOT / "tests" / "solutions" / "backprop"
NNPREP = [sys.executable, "-m", "nnprep"]
PEOPLE = ("right_loop", "right_einsum", "wrong_relu_mask", "wrong_integer_errors")


@pytest.fixture
def hw1(folder: Path) -> Path:
    """Return a folder with a class's files."""
    for who in PEOPLE:
        place = folder / "hw1" / who
        place.mkdir(parents=True)
        (place / "backprop.py").write_bytes((SOLUTIONS / f"{who}.py").read_bytes())
    return folder / "hw1"


def test_class_is_judged(nnprep: Nnprep, hw1: Path) -> None:
    """Everybody has a record with the mistake named; shards, merged, are the same bytes; no history is written."""
    (hw1 / "nobody").mkdir()
    done = nnprep("grade", str(hw1), "--seed", "7", "--jobs", "2")
    statuses = {record.submitter: record.status for record in records_in(Path("results"))}
    mistakes = {r.submitter: [each.id for each in r.diagnosis] for r in records_in(Path("results"))}

    assert (done.code, statuses) == (
        0,
        {who: who.replace("right", "passed").replace("wrong", "failed").split("_")[0] for who in PEOPLE},
    )
    assert done.out.endswith(
        "\n4 submissions: 2 failed, 2 passed.\nThe records are in results/grade.jsonl.\n"
    )
    assert done.err == "nnprep: 1 submitter without a file to judge; --dry-run shows which.\n"
    assert mistakes["wrong_relu_mask"][:1] == ["no-hidden-derivative"]
    for number in ("1/2", "2/2"):
        assert (
            nnprep("grade", str(hw1), "--seed", "7", "--shard", number, "--out", "parts", "--jobs", "1").code
            == 0
        )
    merged = nnprep("grade", "merge", "parts", "--out", "whole")
    assert merged.out.endswith("\n4 records of 2 files are in whole/grade.jsonl.\n")
    assert Path("whole/grade.jsonl").read_bytes() == Path("results/grade.jsonl").read_bytes()
    assert not Path(os.environ["NNPREP_HOME"]).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_killed_run_goes_on(hw1: Path) -> None:
    """After kill -9 nothing is left running, and the same command ends in the bytes of a run that nobody killed."""
    for number in range(6):
        (hw1 / "right_loop" / "backprop.py").touch()
        place = hw1 / f"more_{number}"
        place.mkdir()
        (place / "backprop.py").write_bytes((SOLUTIONS / "right_einsum.py").read_bytes() + b"# %d\n" % number)
    command = [*NNPREP, "grade", str(hw1), "--seed", "7", "--jobs", "2"]
    subprocess.run([*command, "--out", "whole"], check=True, capture_output=True)
    journal = Path("results/grade.jsonl")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not (journal.exists() and journal.read_bytes().count(b"\n") >= 2) and process.poll() is None:
            time.sleep(0.005)
        workers = children_of(process.pid)
        process.send_signal(signal.SIGKILL)
    begun = journal.read_bytes().count(b"\n")
    journal.write_bytes(journal.read_bytes()[:-7])
    until = time.monotonic() + 20
    while any(map(running, workers)) and time.monotonic() < until:
        time.sleep(0.02)

    assert begun < 10
    assert workers
    assert not any(map(running, workers))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "\n10 submissions: " in done.stdout
    assert journal.read_bytes() == Path("whole/grade.jsonl").read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="CPU time of all processes is counted on Linux only")
def test_cpu_hours_bound_a_run(nnprep: Nnprep, hw1: Path) -> None:
    """A run that has used up its CPU time hands out nothing more and says so; the next one ends in the same bytes."""
    done = nnprep("grade", str(hw1), "--seed", "7", "--jobs", "1", "--cpu-hours", "0")
    assert (done.code, Path("results/grade.jsonl").read_bytes()) == (3, b"")
    assert "--cpu-hours are used up: 4 submissions not judged yet. Run the same command again" in done.out

    assert nnprep("grade", str(hw1), "--seed", "7", "--jobs", "1", "--cpu-hours", "9").code == 0
    assert nnprep("grade", str(hw1), "--seed", "7", "--jobs", "2", "--out", "whole").code == 0
    assert Path("results/grade.jsonl").read_bytes() == Path("whole/grade.jsonl").read_bytes()
    again = nnprep("grade", str(hw1), "--seed", "7", "--cpu-hours", "0")
    assert (again.code, "used up" in again.out) == (0, False)


def children_of(number: int) -> list[int]:
    """Return a process's children."""
    return [
        int(word)
        for task in Path(f"/proc/{number}/task").iterdir()
        for word in (task / "children").read_text().split()
    ]


def running(number: int) -> bool:
    """Return whether a process runs."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_refuses_without_a_wall(nnprep: Nnprep, hw1: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system can't close files, nothing is run, and the sentence says what is missing and what to do."""
    take_away(monkeypatch, "Landlock")
    done = nnprep("grade", str(hw1))

    assert (done.code, done.out) == (3, "")
    assert "missing: Landlock" in done.err
    assert "--trust" in done.err
    assert not Path("results").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("hw2", r"There is no folder or zip file 'hw2'"),
        ("hw1 --shard 3", r"'3' is not a shard: type which one"),
        ("hw1 --shard 0/2", r"'0/2' is not a shard"),
        ("hw1 --shard 3/2", r"'3/2' is not a shard"),
        ("hw1 --seed seven", r"'seven' is not a seed"),
        ("hw1 --exercise backprob", r"There is no exercise called 'backprob'. Valid names: backprop"),
        ("hw1 --out hw1/right_loop/backprop.py", r"can't be a folder for results"),
        ("hw1 --dask tcp://x:1 --jobs 2", r"--jobs is for this machine"),
        ("hw1 --dask tcp://x:1 --cpu-hours 2", r"--cpu-hours is for this machine"),
        ("merge hw1 --cpu-hours 2", r"--cpu-hours is for judging"),
        ("merge", r"'results' can't be read: No such file"),
        ("merge hw1 --seed 3", r"--seed is for judging"),
        ("empty", r"There is nothing to judge\. Files are called"),
    ],
)
def test_wrong_usage(nnprep: Nnprep, hw1: Path, words: str, sentence: str) -> None:
    """Each wrong usage is one sentence with a next step, and exit code 2."""
    (hw1.parent / "empty").mkdir()
    done = nnprep("grade", *words.split())

    assert (done.code, done.out) == (2, "")
    assert re.search(sentence, done.err)
    assert "Traceback" not in done.err


def test_help_fits(nnprep: Nnprep) -> None:
    """The help fits a terminal of 24 rows; all options are a step away."""
    done, full = nnprep("grade", "--help"), nnprep("grade", "--help-all")

    assert (done.code, full.code) == (0, 0)
    assert len(done.out.splitlines()) <= 23
    assert "--help-all" in done.out
    assert "--shard" not in done.out
    assert "--shard" in full.out
