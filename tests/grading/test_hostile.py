"""Submissions that are hostile or broken, and some that only look so: each must come to its verdict."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from nnprep.content.library import find_exercise
from nnprep.grading.judge import judge
from nnprep.grading.limits import Limits
from nnprep.grading.report import Report
from nnprep.grading.wall import ChildPeer

CORPUS = Path(__file__).parents[1] / "hostile"
AFTER_RIGHT = b"# after right.py\n"
PATIENT = Limits()
"""For submissions that are right: a machine that is busy must not fail them."""
SHORT = Limits(call=0.5, total=0.9, restarts=0)
"""For the others, so that a thousand endless loops do not make a slow suite."""


def verdicts() -> Iterator[Any]:
    table = yaml.safe_load((CORPUS / "verdicts.yaml").read_text(encoding="utf-8"))
    for family, names in table.items():
        for name, row in names.items():
            verdict, wall = (row["verdict"], row["wall"]) if isinstance(row, dict) else (row, False)
            expected = verdict if isinstance(verdict, list) else [verdict]
            yield pytest.param(CORPUS / family / f"{name}.py", expected, wall, id=f"{family}-{name}")


@cache
def sealed() -> bool:
    """Return whether this system lets a process give up files, network and new processes."""
    with ChildPeer.start(b"") as peer:
        peer.load()
        return peer.isolation["level"] == "wall" and "closed" in peer.isolation["processes"]


def submission(path: Path, folder: Path) -> bytes:
    """Return a submission of the corpus, with the paths that it is after."""
    source = path.read_bytes()
    if source.startswith(AFTER_RIGHT):
        source = (CORPUS / "right.py").read_bytes() + source
    exercise = find_exercise("forward")
    paths = {"CANARY": folder / "canary", "FOLDER": folder, "REFERENCE": exercise.solution / "reference.py"}
    for name, place in paths.items():
        source = source.replace(name.encode(), str(place).encode())
    return source


def judged(path: Path, expected: list[str], folder: Path) -> Report:
    limits = PATIENT if expected == ["passed"] else SHORT
    peer = ChildPeer.start(submission(path, folder), "forward", limits)
    return judge(find_exercise("forward"), path.name, peer, seed=1, diagnosing=False)


def children() -> set[str]:
    """Return this process's children and all that stems from them, by their numbers."""
    if not sys.platform.startswith("linux"):
        return set()
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parents[entry.name] = (entry / "stat").read_text().rpartition(")")[2].split()[1]
    found = {str(os.getpid())}
    while more := {number for number, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {str(os.getpid())}


@pytest.mark.parametrize(("path", "expected", "wall"), list(verdicts()))
def test_verdict(path: Path, expected: list[str], wall: bool, tmp_path: Path) -> None:
    """Each submission comes to its verdict; nothing is left running, and no file is changed."""
    if wall and not sealed():
        pytest.skip("this system does not let a process give up files, network and new processes")
    folder = tmp_path / "files"
    folder.mkdir()
    canary = folder / "canary"
    canary.write_text("alive")
    before = canary.stat()
    running = children()

    report = judged(path, expected, folder)

    after = canary.stat()
    assert report.status.value in expected, (report.trouble, [o.message for o in report.outcomes])
    assert (before.st_mode, before.st_mtime_ns, before.st_nlink) == (
        after.st_mode,
        after.st_mtime_ns,
        after.st_nlink,
    )
    assert canary.read_text() == "alive"
    assert list(folder.iterdir()) == [canary]
    assert children() <= running


def test_every_submission_has_a_verdict() -> None:
    """The table and the folders name the same submissions."""
    listed = {param.values[0] for param in verdicts()}

    assert listed == {path for path in CORPUS.glob("*/*.py") if path.name != "right.py"}
    assert len(listed) >= 60
