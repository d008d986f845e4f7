"""`nnprep exercise`: lists the coding exercises, or writes one to a file, as a stub or with a mistake to find."""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.content import valid_exercises
from nnprep.cli.options import agreed, completed
from nnprep.cli.output import show_json, show_page
from nnprep.cli.reading.pages import show
from nnprep.content.cards import Level
from nnprep.content.exercises import Exercise, Group
from nnprep.content.library import find_exercise
from nnprep.content.text_files import stub_text
from nnprep.errors import UnknownNameError, UsageError
from nnprep.learner.attempts import record_of
from nnprep.learner.history.events import EventKind, study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.course import is_open, next_exercise
from nnprep.learner.schedule.learner_state import load_state
from nnprep.practice.debug_exercise import chosen_mistake, debug_text, place_of
from nnprep.practice.handouts import new_handout, with_handout
from nnprep.practice.workspace import write_exercise
from nnprep.screens.exercise import list_lines, task_lines


def exercise(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Which exercise; lists them all if omitted.",
            show_default=False,
            autocompletion=completed("exercise"),
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            "--group", metavar="GROUP", help="List only this group.", autocompletion=completed("group")
        ),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            "--level",
            metavar="LEVEL",
            help="List only this level; with --debug, that of the mistake.",
            autocompletion=completed("level"),
        ),
    ] = None,
    todo: Annotated[bool, typer.Option("--todo", help="List only what you haven't passed.")] = False,
    following: Annotated[bool, typer.Option("--next", help="Write the exercise that comes next.")] = False,
    folder: Annotated[Path, typer.Option("--dir", metavar="DIR", help="Where to write the file.")] = Path(),
    force: Annotated[
        bool, typer.Option("--force", help="Start again; your old file is renamed with a number.")
    ] = False,
    debug: Annotated[
        bool,
        typer.Option(
            "--debug",
            help="Find the mistake in a solution (no name: one you passed).",
        ),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before --debug shows a solution.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the coding exercises, or write one to a file.

    The task is in the file's docstrings. Fill in the functions, then run `nnprep check`.

    Example: nnprep exercise backprop
    """
    refuse_unused(
        name,
        {"--group": group, "--todo": todo, "--next": following, "--json": as_json},
        {"--yes": yes},
        debug=debug,
        following=following,
    )
    if name is not None and level and not debug:
        step = f"nnprep exercise {name} --debug --level {level}"
        raise UsageError("With a name, --level only works with --debug.", next_step=step)
    if debug:
        write_debug(find_exercise(name) if name else passed_exercise(), folder, level, force=force, yes=yes)
    elif name is not None:
        write_stub(find_exercise(name), folder, force=force)
    elif following:
        write_next(folder, force=force)
    else:
        list_exercises(group, level, todo=todo, as_json=as_json)


def refuse_unused(
    name: str | None,
    listing: Mapping[str, object],
    debugging: Mapping[str, object],
    *,
    debug: bool,
    following: bool,
) -> None:
    """Raise UsageError for an option that would have no effect."""
    for option, value in listing.items():
        if value and (name is not None or debug):
            beside = "a name" if name is not None else "--debug"
            raise UsageError(
                f"{option} can't be combined with {beside}.",
                next_step=f"nnprep exercise {option}{'' if value is True else f' {value}'}",
            )
        if value and following and option != "--next":
            raise UsageError(f"{option} can't be combined with --next.", next_step="nnprep exercise --next")
    for option, value in debugging.items():
        if value and not debug:
            raise UsageError(
                f"{option} only works with --debug.",
                next_step=f"nnprep exercise {name} --debug {option}{'' if value is True else f' {value}'}"
                if name
                else "nnprep exercise",
            )


def list_exercises(group: str | None, level: str | None, *, todo: bool, as_json: bool) -> None:
    """Print exercises with level, minutes and what has been done; raises UnknownNameError."""
    everything = valid_exercises()
    chosen = narrowed(everything, group, level)
    with History.open() as history:
        state = load_state(history)
        now = history.clock()
    done = state.exercises
    if todo:
        chosen = [each for each in chosen if each.id not in done or not done[each.id].passed]
    if not as_json:
        coming = next_exercise(everything, done, state.memories, now, study_day(now))
        show(lambda paper: list_lines(chosen, done, coming, paper))
        return
    rows = [
        {
            "id": each.id,
            "title": each.title,
            "group": each.group.value,
            "course": each.course.value,
            "needs": list(each.needs),
            "level": each.level.value,
            "minutes": each.minutes,
            "attempts": done[each.id].attempts if each.id in done else 0,
            "passed": each.id in done and done[each.id].passed,
        }
        for each in chosen
    ]
    show_json({"exercises": rows})


def narrowed(exercises: Sequence[Exercise], group: str | None, level: str | None) -> list[Exercise]:
    """Return the exercises of a group and a level; raises UnknownNameError for one that no exercise has."""
    groups = [each.value for each in Group if any(exercise.group is each for exercise in exercises)]
    if group is not None and group not in groups:
        raise UnknownNameError("group", group, groups, next_step="nnprep exercise")
    if level is not None and level not in list(Level):
        raise UnknownNameError("level", level, list(Level), next_step="nnprep exercise")
    return [
        each for each in exercises if group in (None, each.group.value) and level in (None, each.level.value)
    ]


def write_next(folder: Path, *, force: bool) -> None:
    """Write the exercise that comes next; raises UsageError if there is none."""
    exercises = valid_exercises()
    with History.open() as history:
        state = load_state(history)
        now = history.clock()
    done = state.exercises
    unwritten = [each for each in exercises if not is_open(done.get(each.id))]
    coming = next_exercise(unwritten, done, state.memories, now, study_day(now))
    if coming is None:
        raise UsageError(
            "You have passed every exercise, and none is due.", next_step="nnprep exercise --debug"
        )
    write_stub(find_exercise(coming.id), folder, force=force)


def passed_exercise() -> Exercise:
    """Return one of the exercises that were passed, at random; raises UsageError if there is none."""
    with History.open() as history:
        done = load_state(history).exercises
    passed = [each for each in valid_exercises() if each.id in done and done[each.id].passed]
    if not passed:
        raise UsageError(
            "--debug shows most of a solution, so without a name it picks an exercise you have passed, and there is"
            " none yet.",
            next_step="nnprep exercise",
        )
    return random.SystemRandom().choice(passed)


def write_stub(exercise: Exercise, folder: Path, *, force: bool, stepping: bool = True) -> None:
    """Write `<name>.py` with the functions to fill in; `stepping` says what to type next. Raises UsageError."""
    with History.open() as history:
        written = write_exercise(folder, exercise.module, stub_text(exercise), force=force)
        history.append(EventKind.START, exercise.id, {"file": str(written.path), "debug": False})
    show_page(lambda paper: task_lines(exercise, written.path, written.backup, paper, stepping=stepping))


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
        history.append(EventKind.START, subject, facts | place_of(exercise, mistake))
    show_page(lambda paper: task_lines(exercise, written.path, written.backup, paper, debug=True))


def confirmed(exercise: Exercise) -> bool:
    """Ask whether to show most of the solution; raises UsageError if there is nobody to ask."""
    if not sys.stdin.isatty():
        raise UsageError(
            f"You haven't passed {exercise.id} yet, and a debugging exercise shows most of its solution. Use --yes if"
            " that's what you want.",
            next_step=f"nnprep exercise {exercise.id} --debug --yes",
        )
    return agreed(f"You haven't passed {exercise.id} yet, and this shows most of its solution.\nGo on?")
