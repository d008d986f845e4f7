"""The headings of exercises, which the home screen reads, say the same as the exercises."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.content.library import load_exercises
from nnprep.content.yaml.exercise_headings import find_exercise_headings, heading_of


def test_headings_agree_with_exercises() -> None:
    """Every built-in exercise has a heading, in the order of the exercises."""
    headings = find_exercise_headings()

    assert headings is not None
    assert [(each.order, each.id, each.needs, each.minutes, each.course) for each in load_exercises()] == [
        *headings
    ]


@pytest.mark.parametrize(
    "text",
    [
        "title: x\nminutes: 5\n",
        "order: ten\nminutes: 5\n",
        "order: 10\nminutes: five\n",
        "order: 10\n",
        "order: 10\nminutes: 5\ncourse: year\n",
        "order: 10\nminutes: 5\ncourse: week # b\n",
        "order: 10\nminutes: 5\nneeds:\n  - a\n",
        "order: 10\nminutes: 5\nneeds: [a] # b\n",
        "order: 10\nminutes: 5\nneeds:",
    ],
)
def test_other_forms_have_no_heading(text: str) -> None:
    """What isn't written as the built-in exercises are is left to the strict reader."""
    with pytest.raises((ValueError, KeyError)):
        heading_of("x", text)


def test_own_exercises_are_left_to_the_strict_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The learner's own exercises may be invalid, which the strict reader reports; own cards change nothing."""
    monkeypatch.setenv("NNPREP_CONTENT", str(tmp_path))
    (tmp_path / "questions").mkdir()
    assert find_exercise_headings() is not None
    (tmp_path / "exercises").mkdir()

    assert find_exercise_headings() is None
