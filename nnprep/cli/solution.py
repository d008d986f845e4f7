"""`nnprep solution`: a solution with the reason for each step, and how yours differs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def solution(
    name: Annotated[
        str | None,
        typer.Argument(help="Which exercise; without a name, the newest file here.", show_default=False),
    ] = None,
    give_up: Annotated[
        bool, typer.Option("--give-up", help="Show it although you have not passed yet; this is remembered.")
    ] = False,
    folder: Annotated[Path, typer.Option("--dir", help="Where your file is.")] = Path(),
) -> None:
    """Show a solution, with the reason for each step, and how yours differs.

    After you have passed, or with --give-up.

    Example: nnprep solution backprop
    """
    from nnprep.cli.output import show_lines
    from nnprep.content.yaml.stubs import stub_text
    from nnprep.errors import UsageError
    from nnprep.grading.reference import reference_text
    from nnprep.learner.attempts import record_of
    from nnprep.learner.history.events import EventKind
    from nnprep.learner.history.log import History
    from nnprep.practice.submissions import exercise_named

    exercise = exercise_named(name)
    reference = reference_text(exercise)  # before anything is remembered: it may be broken
    with History.open() as history:
        record = record_of(history, exercise.id)
        if not record.passed and not give_up:
            raise UsageError(
                f"You have not passed {exercise.id} yet. Take a hint, or see the solution with --give-up, which is"
                " remembered.",
                next_step=f"nnprep hint {exercise.id}",
            )
        history.append(
            EventKind.SOLUTION, exercise.id, {"passed": record.passed, "give_up": not record.passed}
        )
    from nnprep.practice.solution_diff import difference
    from nnprep.screens.exercise.solution import solution_lines

    unlike = difference(folder / f"{exercise.module}.py", stub_text(exercise), reference)
    show_lines(lambda paper: solution_lines(exercise, reference, unlike, paper))
