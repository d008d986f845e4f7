"""`nnprep path`: ready paths through the exercises."""

from __future__ import annotations

from pathlib import Path

from nnprep.content.exercises import Course
from nnprep.content.library import find_exercise, load_exercises
from nnprep.grading.reference import reference_text
from tests.cli.conftest import Nnprep


def test_paths_contain_each_other(nnprep: Nnprep, folder: Path) -> None:
    """Three paths with their hours and what is done of each; a longer one contains the shorter ones."""
    (folder / "forward.py").write_text(reference_text(find_exercise("forward")), encoding="utf-8")
    nnprep("check", "forward")
    shown = nnprep("path").out
    listed = [nnprep("path", course.value).out for course in Course]
    evening = [each.id for each in load_exercises() if each.course is Course.EVENING]

    assert f"evening   1 of {len(evening)}" in shown
    assert all(f"  {id} " in each for id in evening for each in listed)
    assert all("passed" in each for each in listed)
    assert "nnprep exercise activations" in listed[0]


def test_unknown_path(nnprep: Nnprep) -> None:
    """A path that doesn't exist is one sentence with those that do."""
    done = nnprep("path", "wek")

    assert (2, "Valid names: week, ") == (done.code, done.err[done.err.index("Valid") :][:19])
