"""`nnprep exercise`: lists the coding exercises, or writes one to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def exercise(
    name: Annotated[
        str | None, typer.Argument(help="Which exercise; without a name, the list.", show_default=False)
    ] = None,
    folder: Annotated[Path, typer.Option("--dir", help="Where to write the file.")] = Path(),
    force: Annotated[
        bool, typer.Option("--force", help="Start again; your old file is kept beside it with a number.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="A complete solution with one mistake in it, to find and mend.")
    ] = False,
    level: Annotated[
        str | None, typer.Option("--level", help="How hard the mistake of --debug is: easy, medium or hard.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before --debug shows a solution.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the coding exercises, or write one to a file.

    The file's docstrings are the task. Fill in the functions, then run `nnprep check`.

    Example: nnprep exercise backprop
    """
    refuse_unfitting(name, level=level, debug=debug, yes=yes, as_json=as_json)
    if name is None:
        list_exercises(as_json)
        return
    from nnprep.cli.output import show_lines
    from nnprep.content.library import find_exercise
    from nnprep.content.yaml.stubs import stub_text
    from nnprep.learner.history.events import EventKind
    from nnprep.learner.history.log import History

    chosen = find_exercise(name)
    if debug:
        from nnprep.cli.exercise.debug import write_debug

        write_debug(chosen, folder, level, force=force, yes=yes)
        return
    from nnprep.practice.handouts import write_exercise
    from nnprep.screens.exercise.listing import task_lines

    with History.open() as history:
        written = write_exercise(folder, chosen.module, stub_text(chosen), force=force)
        history.append(EventKind.START, chosen.id, {"file": str(written.path), "debug": False})
    show_lines(lambda paper: task_lines(chosen, written.path, written.backup, paper))


def refuse_unfitting(name: str | None, *, level: str | None, debug: bool, yes: bool, as_json: bool) -> None:
    """Raise UsageError for an option that would be passed over in silence."""
    from nnprep.errors import UsageError

    if name is None and debug:
        raise UsageError("--debug needs the name of an exercise.", next_step="nnprep exercise")
    if name is not None and as_json:
        raise UsageError("--json prints the list, so it takes no name.", next_step="nnprep exercise --json")
    for option, value in {"--level": level, "--yes": yes}.items():
        if value and not debug:
            raise UsageError(
                f"{option} belongs to --debug.",
                next_step=f"nnprep exercise {name or 'NAME'} --debug {option}",
            )


def list_exercises(as_json: bool) -> None:
    """Print all exercises with level, minutes and what has been done."""
    from nnprep.cli.content import sound_exercises
    from nnprep.cli.output import show_json, show_lines
    from nnprep.learner.attempts import records
    from nnprep.learner.history.log import History

    exercises = sound_exercises()
    with History.open() as history:
        done = records(history)
    if as_json:
        show_json(
            {
                "exercises": [
                    {
                        "id": e.id,
                        "title": e.title,
                        "level": e.level.value,
                        "minutes": e.minutes,
                        "attempts": done[e.id].attempts if e.id in done else 0,
                        "passed": e.id in done and done[e.id].passed,
                    }
                    for e in exercises
                ]
            }
        )
        return
    from nnprep.screens.exercise.listing import list_lines

    show_lines(lambda paper: list_lines(exercises, done, paper))
