"""Runs nnprep's commands as a learner would type them, in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from nnprep.cli.app import run


@dataclass(frozen=True)
class Done:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


Nnprep = Callable[..., Done]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change to an empty folder and return it."""
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def nnprep(folder: Path, capsys: pytest.CaptureFixture[str]) -> Nnprep:
    """Return a function that runs one command line, such as `nnprep("check", "backprop")`."""

    def typed(*words: str) -> Done:
        capsys.readouterr()
        code = run(words)
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return typed
