"""`nnprep exercise NAME --debug`: hands out a solution with one mistake in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from nnprep.content.exercises import Exercise


def write_debug(exercise: Exercise, folder: Path, level: str | None, *, force: bool, yes: bool) -> None:
    """Write `<name>_debug.py`; before the exercise itself was passed, ask first, since it shows most of the solution.

    Raises UsageError and UnknownNameError.
    """
    import random

    from nnprep.cli.output import show_lines
    from nnprep.errors import UsageError
    from nnprep.learner.attempts import record_of
    from nnprep.learner.history.events import EventKind
    from nnprep.learner.history.log import History
    from nnprep.practice.debug_exercise import chosen_mistake, debug_text
    from nnprep.practice.handouts import new_handout, with_handout, write_exercise
    from nnprep.screens.exercise.listing import task_lines

    subject = f"{exercise.id}.debug"
    with History.open() as history:
        passed = record_of(history, exercise.id).passed
        seen = {str(event.data.get("mistake")) for event in history.events(EventKind.START, subject)}
        mistake = chosen_mistake(exercise, level, seen, random.SystemRandom())
        if not passed and not yes:
            if not sys.stdin.isatty():
                raise UsageError(
                    f"You have not passed {exercise.id} yet, and a debugging exercise shows most of its solution: say"
                    " --yes if that is what you want.",
                    next_step=f"nnprep exercise {exercise.id} --debug --yes",
                )
            question = f"You have not passed {exercise.id} yet, and this shows most of its solution. Go on?"
            if not typer.confirm(question):
                return
        handout = new_handout()
        text = with_handout(debug_text(exercise, mistake), handout)
        written = write_exercise(folder, f"{exercise.module}_debug", text, force=force)
        if not passed:
            seen_early = {"passed": False, "give_up": False, "debug": True}
            history.append(EventKind.SOLUTION, exercise.id, seen_early)
        facts = {"file": str(written.path), "mistake": mistake.id, "debug": True, "handout": handout}
        history.append(EventKind.START, subject, facts)
    show_lines(lambda paper: task_lines(exercise, written.path, written.backup, paper, debug=True))
