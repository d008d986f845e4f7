"""`nnprep hint`: one hint for the part that fails now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from nnprep.content.exercises import Exercise
    from nnprep.memory.attempts import Record


def hint(
    name: Annotated[
        str | None,
        typer.Argument(help="Which exercise; without a name, the newest file here.", show_default=False),
    ] = None,
    part: Annotated[
        str | None, typer.Option("--part", help="Which part; without it, the one that fails now.")
    ] = None,
) -> None:
    """Give one hint for the part that fails now: first a nudge, then the method, then nearly the code.

    How many hints were taken is remembered.

    Example: nnprep hint backprop
    """
    from nnprep.cli.output import show_lines
    from nnprep.errors import UnknownNameError
    from nnprep.grading.targets import exercise_named
    from nnprep.memory.attempts import record_of
    from nnprep.memory.history import History
    from nnprep.screens.hints import hint_lines

    exercise = exercise_named(name)
    known = [each.id for each in exercise.parts]
    if part is not None and part not in known:
        raise UnknownNameError(f"part of {exercise.id}", part, known)
    with History.open() as history:
        record = record_of(history, exercise.id)
        chosen = next(each for each in exercise.parts if each.id == (part or part_now(exercise, record)))
        taken = record.hints.get(chosen.id, 0)
        step = min(taken + 1, len(chosen.hints))
        if step > taken:
            history.append("hint", exercise.id, {"part": chosen.id, "step": step})
    show_lines(lambda paper: hint_lines(exercise, chosen, step, paper, new=step > taken))


def part_now(exercise: Exercise, record: Record) -> str:
    """Return the part that the last attempt failed first; before any attempt, the first part."""
    parts = [part.id for part in exercise.parts]
    return next((part for part in parts if part in record.failing_parts), parts[0])
