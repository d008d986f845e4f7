"""`nnprep hint`: one hint for the part that fails now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from nnprep.content.exercises import Exercise
    from nnprep.practice.submissions import Target


def hint(
    name: Annotated[
        str | None,
        typer.Argument(help="Which exercise or file; without one, the newest file here.", show_default=False),
    ] = None,
    part: Annotated[
        str | None, typer.Option("--part", help="Which part; without it, the one that fails now.")
    ] = None,
) -> None:
    """Give one hint for the part that fails now: first a nudge, then the method, then nearly the code.

    How many hints were taken is remembered. A file that was changed since it was judged is judged again.

    Example: nnprep hint backprop
    """
    from nnprep.cli.output import show_lines
    from nnprep.errors import UnknownNameError
    from nnprep.learner.attempts import record_of
    from nnprep.learner.history.events import EventKind
    from nnprep.learner.history.log import History
    from nnprep.practice.failing_part import failing_part
    from nnprep.screens.exercise.hints import hint_lines, nothing_fails

    exercise, target = meant(name)
    known = [each.id for each in exercise.parts]
    if part is not None and part not in known:
        raise UnknownNameError(f"part of {exercise.id}", part, known)
    subject = target.subject if target else exercise.id
    named = f"{target.path}" if target and target.debug else exercise.id
    with History.open() as history:
        found = failing_part(exercise, target, history, part)
        if found.part is None:
            show_lines(lambda paper: nothing_fails(exercise, named, paper))
            return
        chosen = next(each for each in exercise.parts if each.id == found.part)
        taken = record_of(history, subject, found.handout).hints.get(chosen.id, 0)
        step = min(taken + 1, len(chosen.hints))
        if step > taken:
            mine = {"handout": found.handout} if found.handout else {}
            history.append(EventKind.HINT, subject, {"part": chosen.id, "step": step, **mine})
    show_lines(lambda paper: hint_lines(exercise, chosen, step, paper, new=step > taken, named=named))


def meant(name: str | None) -> tuple[Exercise, Target | None]:
    """Return the exercise that is meant, and its file where there is one; raises UsageError."""
    from nnprep.content.library import exercise_id, find_exercise
    from nnprep.errors import UsageError
    from nnprep.practice.submissions import targets

    try:
        (target,) = targets([] if name is None else [name], Path())
    except UsageError:
        if name is None or exercise_id(name) is None:
            raise
        return find_exercise(name), None
    return target.exercise, target
