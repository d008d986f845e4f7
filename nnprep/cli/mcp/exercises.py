"""Exercises for an agent: the task, the judge, hints, and the solution after a pass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nnprep.cli.content import valid_exercises
from nnprep.cli.exercises.hint import exercise_and_file
from nnprep.content.exercise_finder import find_exercise
from nnprep.content.text_files import stub_text
from nnprep.errors import UsageError
from nnprep.grading.reference import reference_text
from nnprep.learner.attempts import record_of
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.notebook.check import check as judged
from nnprep.practice.hints import next_hint


def exercise(name: str = "") -> dict[str, Any]:
    """Return the task of a coding exercise, as the Python file to fill in; without a name, list all exercises."""
    if not name:
        rows = [
            {"id": each.id, "title": each.title, "level": each.level.value, "minutes": each.minutes}
            for each in valid_exercises()
        ]
        return {"exercises": rows}
    task = find_exercise(name)
    return {
        "exercise": task.id,
        "title": task.title,
        "minutes": task.minutes,
        "file": f"{task.module}.py",
        "stub": stub_text(task),
    }


def check(
    path: str = "", source: str = "", exercise: str = "", parts: list[str] | None = None, record: bool = True
) -> dict[str, Any]:
    """Judge the learner's code for an exercise and name the mistake.

    Give either the path of their file or its source. `exercise` is needed only if neither the first line
    (`# nnprep: NAME`), the file's name nor the functions say which. `parts` judges only some parts. Set `record` to
    false for code that the learner didn't write: a recorded pass counts as theirs.
    """
    if bool(path) == bool(source):
        raise UsageError("Give either `path` or `source`.")
    what = Path(path) if path else source + "\n"
    report = judged(what, exercise=exercise or None, parts=parts or (), remember=record)
    facts = report.to_dict()
    questions = [each["question"] for each in facts["follow_ups"]] if report.passed else []
    return facts | {"follow_ups": questions, "text": repr(report)}


def hint(exercise: str = "", path: str = "", part: str = "") -> dict[str, Any]:
    """Return the next hint for the part of the learner's file that fails: a nudge, the method, nearly the code.

    Give the exercise's name, or the path of the file. Each call takes one hint more, and that is recorded.
    """
    if not (exercise or path):
        raise UsageError("Give either `exercise` or `path`.")
    task, target = exercise_and_file(path or exercise)
    with History.open() as history:
        taken = next_hint(history, task, target, part or None)
    if taken is None:
        return {
            "exercise": task.id,
            "hint": None,
            "message": "All core checks pass; there is nothing to hint at.",
        }
    return {
        "exercise": task.id,
        "part": taken.part.id,
        "step": taken.step,
        "of": len(taken.part.hints),
        "new": taken.new,
        "hint": taken.part.hints[taken.step - 1],
    }


def solution(exercise: str) -> dict[str, Any]:
    """Return a solution with the reason for each step, once the learner has passed the exercise; never before."""
    task = find_exercise(exercise)
    reference = reference_text(task)
    with History.open() as history:
        if not record_of(history, task.id).passed:
            raise UsageError(
                f"The learner hasn't passed {task.id} yet, so there is no solution to show. `hint` can help them."
            )
        history.append(EventKind.SOLUTION, task.id, {"passed": True, "give_up": False})
    return {"exercise": task.id, "solution": reference}
