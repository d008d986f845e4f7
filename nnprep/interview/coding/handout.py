"""Writes the file of a task: the stub of an exercise, or its solution with the mistake planted in it."""

from __future__ import annotations

import os
from pathlib import Path

from nnprep.content.exercise_finder import find_exercise
from nnprep.content.text_files import stub_text
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import UsageError
from nnprep.interview.agenda import Task
from nnprep.interview.progress import Handout
from nnprep.learner.attempts import record_of
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.practice.debug_exercise import debug_text
from nnprep.practice.handouts import new_handout, with_handout
from nnprep.practice.workspace import write_exercise


def hand_out(task: Task, folder: Path, history: History) -> Handout:
    """Write the file of a task into a folder, under a name that is free, and return where it is.

    Raises UsageError if it can't be written, ContentError for a broken exercise, and UnsavedError.
    """
    exercise = find_exercise(task.exercise)
    if not task.mistake:
        text, subject, module = stub_text(exercise), exercise.id, exercise.module
        facts: dict[str, object] = {"debug": False}
    else:
        mistakes = load_mistakes(exercise)
        mistake = next((each for each in mistakes if task.mistake in (each.id, *each.spellings)), None)
        if mistake is None:
            raise UsageError(
                f"The exercise {exercise.id} has changed since this interview began: s skips the task."
            )
        handout = new_handout()
        text, module = with_handout(debug_text(exercise, mistake), handout), f"{exercise.module}_debug"
        subject, facts = f"{exercise.id}.debug", {"debug": True, "mistake": mistake.id, "handout": handout}
    folder = folder.resolve()
    written = write_exercise(folder, free_module(folder, module), text)
    if task.mistake and not record_of(history, exercise.id).passed:  # the file shows most of a solution
        history.append(EventKind.SOLUTION, exercise.id, {"passed": False, "give_up": False, "debug": True})
    history.append(EventKind.START, subject, {"file": str(written.path), **facts})
    return Handout(file=str(written.path), source=text)


def free_module(folder: Path, module: str) -> str:
    """Return a module's name, with a number if there is a file of that name: an older solution stays where it is."""
    number, name = 1, module
    while os.path.lexists(folder / f"{name}.py"):
        number += 1
        name = f"{module}_{number}"
    return name
