"""The boundary where errors become words and exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Nnprep


def test_unforeseen_error_is_nnpreps_own_fault(nnprep: Nnprep, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error gives one sentence and exit code 3, since 1 is a verdict; or a traceback if asked."""

    def breaks(*_: object) -> None:
        raise LookupError("no\nsuch thing")

    monkeypatch.setattr("nnprep.learner.history.log.History.open", breaks)
    done = nnprep("exercise")
    monkeypatch.setenv("NNPREP_DEBUG", "1")
    asked = nnprep("exercise")

    assert (done.code, asked.code) == (3, 3)
    assert done.err == (
        "nnprep: Internal error: LookupError: no such thing. Set NNPREP_DEBUG=1 to see the traceback.\n"
    )
    assert "Traceback" in asked.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("words", [["--version"], ["exercise"], ["exercise", "--json"], ["history"]])
def test_output_that_cannot_be_written(words: list[str], folder: Path) -> None:
    """If standard output can't be written, one sentence says so."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "nnprep", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert (done.returncode, done.stderr) == (
        3,
        "nnprep: The system couldn't read or write: No space left on device.\n",
    )


def test_error_that_nobody_reads(folder: Path) -> None:
    """If the reader of standard error has gone, the exit code is still that of the error, and no verdict."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-m", "nnprep", "chekc"], stderr=writing, check=False)
    os.close(writing)

    assert done.returncode == 2
