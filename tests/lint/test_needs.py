"""What an exercise needs exists, and comes before it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nnprep.content.exercises import Group
from nnprep.content.library import read_library
from nnprep.content.roots import built_in
from nnprep.lint.lint import lint

TASK = Path("exercises/mean-squared-error/exercise.yaml")


@pytest.mark.parametrize(
    ("needs", "message"),
    [
        ("[]", None),
        ("[backprop]", None),
        ("[backprob]", "there is no exercise `backprob`; the nearest are `backprop`"),
        (
            "[mean-squared-error]",
            "`mean-squared-error` needs `mean-squared-error` itself: nobody could start",
        ),
    ],
)
def test_needs(root: Path, needs: str, message: str | None) -> None:
    """`needs` lists other exercises; an unknown one and a circle are errors at their place."""
    path = root / TASK
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"needs: \[\] .*", f"needs: {needs}", text), encoding="utf-8")
    faults = lint(path.parent, seeds=1).faults

    assert ([] if message is None else [7]) == [fault.line for fault in faults]
    assert all(fault.message.startswith(message or "") for fault in faults)


def test_built_in_exercises_form_a_course() -> None:
    """Each built-in exercise has a group, and comes after those that it needs, in its own path or a shorter one."""
    exercises = {exercise.id: exercise for exercise in read_library([built_in()], lambda _: False).exercises}
    courses = list(type(next(iter(exercises.values())).course))
    for exercise in exercises.values():
        assert exercise.group is not Group.OWN, exercise.id
        for other in exercise.needs:
            assert exercises[other].order < exercise.order, exercise.id
            assert courses.index(exercises[other].course) <= courses.index(exercise.course), exercise.id
