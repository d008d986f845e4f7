"""Derived mistakes in debugging exercises."""

from __future__ import annotations

import ast
import random

import pytest

from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.grading.judge import judge
from nnprep.grading.report import Status
from nnprep.practice.debug_exercise import chosen_mistake, debug_text
from nnprep.practice.debug_variants import Variant, variant
from nnprep.sandbox.local import LocalPeer


@pytest.mark.parametrize("level", ["easy", "medium", "hard", None])
def test_variant_is_wrong_and_looks_natural(level: str | None) -> None:
    """A derived mistake fails the exercise, and changes one statement that is written as its syntax tree prints."""
    exercise = find_exercise("backprop")
    reference = (exercise.solution / "reference.py").read_text(encoding="utf-8").split("\n")
    found = variant(exercise, level, (), random.Random(3))

    assert found is not None
    (changed,) = [new for new, old in zip(found.text.split("\n"), reference, strict=True) if new != old]
    code = changed.strip().partition("  #")[0]
    assert ast.unparse(ast.parse(f"def f():\n    {code}")).split("\n")[1].strip() == code
    assert judge(exercise, "x.py", LocalPeer(found.text), seed=1).status is not Status.PASSED


def test_known_mistakes_come_first() -> None:
    """Derived mistakes are handed out once all known ones were; ids that were seen aren't repeated."""
    exercise = find_exercise("backprop")
    core = [mistake for mistake in load_mistakes(exercise) if mistake.severity is Severity.CORE]
    seen = {mistake.id for mistake in core}
    rng = random.Random(1)

    assert chosen_mistake(exercise, None, seen - {core[0].id}, rng) == core[0]
    first = chosen_mistake(exercise, None, seen, rng)
    assert isinstance(first, Variant)
    second = chosen_mistake(exercise, None, {*seen, first.id}, rng)
    assert second.id not in {*seen, first.id}
    assert debug_text(exercise, first).startswith("# nnprep: backprop debug\n")
