"""`nnprep solution`: a solution with the reason for each step, and how yours differs."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from nnprep.cli.exercises.hint import exercise_and_file, file_or_id
from nnprep.cli.options import completed
from nnprep.cli.output import Page
from nnprep.cli.reading.pages import show
from nnprep.content.exercises import Exercise
from nnprep.content.text_files import stub_text
from nnprep.errors import UsageError
from nnprep.grading.reference import reference_text
from nnprep.learner.attempts import record_of
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.practice.debug_exercise import debug_task
from nnprep.practice.handouts import handout_of
from nnprep.practice.solution_diff import difference
from nnprep.practice.source_file import read_source
from nnprep.practice.submissions import Target
from nnprep.screens.exercise import solution_lines


def solution(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Which exercise or file; the newest file here if omitted.",
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
    show(solution_page(*exercise_and_file(name, folder), give_up=give_up))


def solution_page(
    exercise: Exercise, target: Target | None, *, give_up: bool = False, stepping: bool = True
) -> Page:
    """Return the page of a solution beside the learner's file, if there is one, and remember that it is shown.

    `stepping` says what to type next.

    Raises UsageError before this file passed unless `give_up`, and ContentError for a broken reference.
    """
    reference = reference_text(exercise)  # before anything is remembered: it may be broken
    named, handed_out = file_or_id(exercise, target), stub_text(exercise)
    without, onward = f"You haven't passed {exercise.id} yet.", "nnprep exercise --next"
    with History.open() as history:
        record = own = record_of(history, exercise.id)
        handout = ""
        if target and target.debug:
            handout = handout_of(history, target.subject, read_source(target.path), target.path)
            own, handed_out = record_of(history, target.subject, handout), debug_task(exercise)
            without = f"You haven't fixed {named} yet."
            onward = f"nnprep exercise {exercise.id} --debug --force"
        if not own.passed and not give_up:
            raise UsageError(
                f"{without} Take a hint, or use --give-up to see the solution; that is recorded.",
                next_step=f"nnprep hint {quote(named)}",
            )
        facts = {"passed": record.passed, "give_up": not own.passed}
        history.append(EventKind.SOLUTION, exercise.id, facts)
        if target and own is not record:
            mine = {"passed": own.passed, "give_up": not own.passed, "handout": handout}
            history.append(EventKind.SOLUTION, target.subject, mine)
    unlike = difference(target.path, handed_out, reference) if target else ()
    steps = [onward if own.passed else f"nnprep check {quote(named)}"] if stepping else []
    return lambda paper: solution_lines(exercise, reference, unlike, paper, next_steps=steps)
