"""`nnprep hint`: one hint for the part that fails now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.options import completed
from nnprep.cli.output import show_page
from nnprep.content.exercise_finder import exercise_id, find_exercise
from nnprep.content.exercises import Exercise
from nnprep.errors import UsageError
from nnprep.learner.history.log import History
from nnprep.practice.hints import next_hint
from nnprep.practice.submissions import Target, targets
from nnprep.screens.exercise import hint_lines, nothing_fails


def hint(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Which exercise or file; the newest file here if omitted.",
            show_default=False,
            autocompletion=completed("exercise"),
        ),
    ] = None,
    part: Annotated[
        str | None,
        typer.Option(
            "--part", help="Which part; the first that fails if omitted.", autocompletion=completed("part")
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Show the hints taken so far, instead of one more.")
    ] = False,
) -> None:
    """Give one hint for the part that fails now: first a nudge, then the method, then nearly the code.

    nnprep remembers how many hints you took. A file that changed since it was judged is judged again.

    Example: nnprep hint backprop
    """
    exercise, target = exercise_and_file(name)
    label = file_or_id(exercise, target)
    with History.open() as history:
        chosen = next_hint(history, exercise, target, part, again=every)
    if chosen is None:
        show_page(lambda paper: nothing_fails(exercise, label, paper))
    else:
        show_page(
            lambda paper: hint_lines(
                exercise,
                chosen.part,
                chosen.step,
                paper,
                new=chosen.new,
                named=label,
                every=every,
                debug=target is not None and target.debug,
            )
        )


def file_or_id(exercise: Exercise, target: Target | None) -> str:
    """Return what to type for an exercise after `nnprep check`: its file, unless it's where the id finds it."""
    if target is None or (target.path == Path(f"{exercise.id.replace('-', '_')}.py") and not target.debug):
        return exercise.id
    return str(target.path)


def exercise_and_file(name: str | None, folder: Path = Path()) -> tuple[Exercise, Target | None]:
    """Return the exercise that a name or file means, and its file if there is one; raises UsageError."""
    try:
        (target,) = targets([] if name is None else [name], folder)
    except UsageError:
        if name is None or exercise_id(name) is None:
            raise
        return find_exercise(name), None
    return target.exercise, target
