"""`nnprep solution`: a solution with the reason for each step, and how yours differs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.explain.pages import show
from nnprep.cli.options import completed
from nnprep.cli.output import Page
from nnprep.content.exercises import Exercise
from nnprep.content.yaml.exercise_reader import stub_text
from nnprep.errors import UsageError
from nnprep.grading.reference import reference_text
from nnprep.learner.attempts import record_of
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.practice.solution_diff import difference
from nnprep.practice.submissions import exercise_named
from nnprep.screens.exercise import solution_lines


def solution(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Which exercise; the newest file here if omitted.",
            show_default=False,
            autocompletion=completed("exercise"),
        ),
    ] = None,
    give_up: Annotated[
        bool, typer.Option("--give-up", help="Show it before you've passed; this is recorded.")
    ] = False,
    folder: Annotated[Path, typer.Option("--dir", help="Where your file is.")] = Path(),
) -> None:
    """Show a solution, with the reason for each step, and how yours differs.

    Available once you've passed, or with --give-up.

    Example: nnprep solution backprop
    """
    show(solution_page(exercise_named(name), folder, give_up=give_up))


def solution_page(exercise: Exercise, folder: Path, *, give_up: bool = False, stepping: bool = True) -> Page:
    """Return the page of a solution beside the learner's file in a folder, and remember that it is shown.

    `stepping` says what to type next.

    Raises UsageError before a pass unless `give_up`, and ContentError for a broken reference.
    """
    reference = reference_text(exercise)  # before anything is remembered: it may be broken
    with History.open() as history:
        record = record_of(history, exercise.id)
        if not record.passed and not give_up:
            raise UsageError(
                f"You haven't passed {exercise.id} yet. Take a hint, or use --give-up to see the solution; that is"
                " recorded.",
                next_step=f"nnprep hint {exercise.id}",
            )
        facts = {"passed": record.passed, "give_up": not record.passed}
        history.append(EventKind.SOLUTION, exercise.id, facts)
    unlike = difference(folder / f"{exercise.module}.py", stub_text(exercise), reference)
    steps = ["nnprep exercise --next" if record.passed else f"nnprep check {exercise.id}"] if stepping else []
    return lambda paper: solution_lines(exercise, reference, unlike, paper, next_steps=steps)
