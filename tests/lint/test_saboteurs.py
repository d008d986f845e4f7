"""Lint reports every kind of file that passes although it is right only for what could be foreseen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnprep.checks.api import load_checks
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.exercises import STUB, Exercise
from nnprep.content.library import find_exercise
from nnprep.content.text_files import read_python
from nnprep.grading.reference import reference_text
from nnprep.lint.bench import Bench
from nnprep.lint.lint import lint
from nnprep.lint.saboteurs import answers, undetected
from nnprep.sandbox.functions import Call

CHECKS = "solutions/mean-squared-error/checks.py"
QUICK = ("backprop", "count-params")


def passing(exercise: Exercise, seed: int) -> list[str]:
    """Return what the files are right for that pass the checks of an exercise."""
    bench = Bench(exercise, [seed], reference_text(exercise), load_checks(exercise))
    return [saboteur.right for saboteur in undetected(bench, read_python(exercise.folder / STUB))]


@pytest.mark.parametrize("id", QUICK)
def test_saboteurs_are_refused(id: str) -> None:
    """No built-in exercise accepts a file that is right only for known shapes, in C order, by position …"""
    assert passing(find_exercise(id), 1) == []


@pytest.mark.proof
@pytest.mark.parametrize("id", exercise_ids())
def test_saboteurs_are_refused_with_other_seeds(id: str) -> None:
    """Nor with seeds that lint doesn't try: two of five, by the exercise, so that each is tried on many."""
    number = exercise_ids().index(id)
    assert [passing(find_exercise(id), 2 + (number + k) % 5) for k in range(2)] == [[]] * 2


@pytest.mark.parametrize(
    ("result", "can_be_wrong"),
    [(None, False), ([object()], False), (1.5, True), ({"a": (None, [np.zeros(2)])}, True), ("x", True)],
)
def test_an_answer_can_be_made_wrong_if_it_holds_a_value(result: object, *, can_be_wrong: bool) -> None:
    """Files that answer wrongly are tried only if something other than an object is returned."""
    call = Call("f", (), {}, result, (), (), 0.0)

    assert answers([call], "") == can_be_wrong


def test_fixed_cases_alone_are_reported(root: Path) -> None:
    """Without drawn cases lint names what a wrong file could be right for, and what to add."""
    path = root / CHECKS
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if "drawn_cases(" not in line), encoding="utf-8")

    said = [fault.message for fault in lint(root / "exercises", seeds=1).faults]

    for words in (
        "the shapes in the checks",
        "small arrays",
        "C order",
        "the first stays",
        "by position",
        "hundred",
        "the same shapes",
    ):
        assert any(words in each for each in said), words
    assert all("drawn_cases" in each for each in said)
