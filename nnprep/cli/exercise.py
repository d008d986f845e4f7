"""`nnprep exercise`: lists the coding exercises, or writes one to a file, as a stub or with a mistake to find."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.content import valid_exercises
from nnprep.cli.output import show_json, show_page
from nnprep.content.exercises import Exercise
from nnprep.content.library import find_exercise
from nnprep.content.yaml.exercise_reader import stub_text
from nnprep.errors import UsageError
from nnprep.learner.attempts import record_of, records
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.practice.debug_exercise import chosen_mistake, debug_text
from nnprep.practice.handouts import new_handout, with_handout
from nnprep.practice.workspace import write_exercise
from nnprep.screens.exercise import list_lines, task_lines


def exercise(
    name: Annotated[
        str | None, typer.Argument(help="Which exercise; lists them all if omitted.", show_default=False)
    ] = None,
    folder: Annotated[Path, typer.Option("--dir", help="Where to write the file.")] = Path(),
    force: Annotated[
        bool, typer.Option("--force", help="Start again; your old file is renamed with a number.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Write a complete solution with one mistake to find and fix.")
    ] = False,
    level: Annotated[
        str | None, typer.Option("--level", help="How hard the mistake of --debug is: easy, medium or hard.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before --debug shows a solution.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the coding exercises, or write one to a file.

    The task is in the file's docstrings. Fill in the functions, then run `nnprep check`.

    Example: nnprep exercise backprop
    """
    refuse_unused(name, level=level, debug=debug, yes=yes, as_json=as_json)
    if name is None:
        list_exercises(as_json)
    elif debug:
        write_debug(find_exercise(name), folder, level, force=force, yes=yes)
    else:
        write_stub(find_exercise(name), folder, force=force)


def refuse_unused(name: str | None, *, level: str | None, debug: bool, yes: bool, as_json: bool) -> None:
    """Raise UsageError for an option that would have no effect."""
    if name is None and debug:
        raise UsageError("--debug needs the name of an exercise.", next_step="nnprep exercise")
    if name is not None and as_json:
        raise UsageError("--json prints the list, so it takes no name.", next_step="nnprep exercise --json")
    for option, value in {"--level": level, "--yes": yes}.items():
        if value and not debug:
            raise UsageError(
                f"{option} only works with --debug.",
                next_step=f"nnprep exercise {name or 'NAME'} --debug {option}",
            )


def list_exercises(as_json: bool) -> None:
    """Print all exercises with level, minutes and what has been done."""
    exercises = valid_exercises()
    with History.open() as history:
        done = records(history)
    if not as_json:
        show_page(lambda paper: list_lines(exercises, done, paper))
        return
    rows = [
        {
            "id": each.id,
            "title": each.title,
            "level": each.level.value,
            "minutes": each.minutes,
            "attempts": done[each.id].attempts if each.id in done else 0,
            "passed": each.id in done and done[each.id].passed,
        }
        for each in exercises
    ]
    show_json({"exercises": rows})


def write_stub(exercise: Exercise, folder: Path, *, force: bool) -> None:
    """Write `<name>.py` with the functions to fill in; raises UsageError."""
    with History.open() as history:
        written = write_exercise(folder, exercise.module, stub_text(exercise), force=force)
        history.append(EventKind.START, exercise.id, {"file": str(written.path), "debug": False})
    show_page(lambda paper: task_lines(exercise, written.path, written.backup, paper))


def write_debug(exercise: Exercise, folder: Path, level: str | None, *, force: bool, yes: bool) -> None:
    """Write `<name>_debug.py`, which shows most of the solution: ask first if the exercise wasn't passed yet.

    Raises UsageError and UnknownNameError.
    """
    subject = f"{exercise.id}.debug"
    with History.open() as history:
        passed = record_of(history, exercise.id).passed
        earlier = {str(event.data.get("mistake")) for event in history.events(EventKind.START, subject)}
        mistake = chosen_mistake(exercise, level, earlier, random.SystemRandom())
        if not passed and not yes and not confirmed(exercise):
            return
        handout = new_handout()
        text = with_handout(debug_text(exercise, mistake), handout)
        written = write_exercise(folder, f"{exercise.module}_debug", text, force=force)
        if not passed:
            early = {"passed": False, "give_up": False, "debug": True}
            history.append(EventKind.SOLUTION, exercise.id, early)
        facts = {"file": str(written.path), "mistake": mistake.id, "debug": True, "handout": handout}
        history.append(EventKind.START, subject, facts)
    show_page(lambda paper: task_lines(exercise, written.path, written.backup, paper, debug=True))


def confirmed(exercise: Exercise) -> bool:
    """Ask whether to show most of the solution; raises UsageError if there is nobody to ask."""
    if not sys.stdin.isatty():
        raise UsageError(
            f"You haven't passed {exercise.id} yet, and a debugging exercise shows most of its solution. Use --yes if"
            " that's what you want.",
            next_step=f"nnprep exercise {exercise.id} --debug --yes",
        )
    return typer.confirm(f"You haven't passed {exercise.id} yet, and this shows most of its solution. Go on?")
