"""A rubric is read strictly: every error has its file, line and column."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

from nnprep.cohort.points.rubric import Credit, Rubric, Weight, read_rubrics
from nnprep.content.exercises import Exercise
from nnprep.content.library import find_exercise
from nnprep.errors import UnknownNameError, UsageError


def exercise_of(name: str) -> Exercise | None:
    """Return an exercise by its name."""
    with suppress(UnknownNameError):
        return find_exercise(name)
    return None


def read(folder: Path, text: str) -> dict[str, Rubric]:
    """Read a rubric."""
    path = folder / "rubric.yaml"
    path.write_text(text)
    return read_rubrics(path, exercise_of)


def test_all_fields(tmp_path: Path) -> None:
    """A rubric may say points, column, credit and weights."""
    text = """
- exercise: backprop
  points: 7.5
  column: "HW 3 (12345)"
  credit: checks
  parts:
    - {part: backward, weight: 3}
  robust: 1
"""

    expected = Rubric(
        "backprop",
        (Weight("backward", Decimal(3)),),
        Decimal("7.5"),
        "HW 3 (12345)",
        Credit.CHECKS,
        Decimal(1),
    )
    assert {"backprop": expected} == read(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "1:1: the file is empty"),
        ("- exercise: backprop", "1:3: `parts` is missing in a rubric"),
        (
            "- {exercise: backprp, parts: [{part: backward, weight: 1}]}",
            "1:14: there is no exercise called `backprp`",
        ),
        (
            "- {exercise: backprop, parts: [{part: backwards, weight: 1}]}",
            "1:39: backprop has no part `backwards`: it has `backward`",
        ),
        (
            "- {exercise: backprop, parts: [{part: backward, weight: 0}]}",
            "1:31: every weight is 0, so nothing would earn points",
        ),
        (
            "- {exercise: backprop, parts: [{part: backward, weight: 1}, {part: backward, weight: 1}]}",
            "1:68: duplicate part `backward`",
        ),
        (
            "- {exercise: backprop, parts: [{part: backward, weight: -1}]}",
            "1:57: expected a number from 0 to 99999 with at most two decimals, got `-1`",
        ),
        (
            "- {exercise: backprop, points: 0, parts: [{part: backward, weight: 1}]}",
            "1:32: expected a number above 0",
        ),
        (
            "- {exercise: backprop, late: 1, parts: [{part: backward, weight: 1}]}",
            "1:24: unknown field `late` in a rubric",
        ),
    ],
)
def test_errors(text: str, error: str, tmp_path: Path) -> None:
    """What's wrong is said at its place."""
    with pytest.raises(UsageError) as refused:
        read(tmp_path, text)

    assert f"rubric.yaml:{error}" in refused.value.sentence


def test_every_part_has_a_weight(tmp_path: Path) -> None:
    """A part that isn't listed is an error: nobody should find out by the points that it was forgotten."""
    with pytest.raises(UsageError) as refused:
        read(tmp_path, "- {exercise: mlp, parts: [{part: forward, weight: 1}]}")

    assert "is missing: give it a weight, 0 if it doesn't count" in refused.value.sentence


def test_twice(tmp_path: Path) -> None:
    """An exercise has one rubric."""
    with pytest.raises(UsageError) as refused:
        read(tmp_path, "- {exercise: backprop, parts: [{part: backward, weight: 1}]}\n" * 2)

    assert "rubric.yaml:2:14: `backprop` has a rubric above" in refused.value.sentence
