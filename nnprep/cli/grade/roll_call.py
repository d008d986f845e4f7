"""Who handed in what: `nnprep grade --dry-run` shows it, and judging begins with it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from nnprep.cli.output import show_page
from nnprep.cohort.finding.roll import Roll, call_the_roll
from nnprep.content.exercise_finder import find_exercise
from nnprep.content.library import read_all_exercises
from nnprep.content.roots import content_roots
from nnprep.errors import plural
from nnprep.screens.cohort.roll import roll_lines
from nnprep.terminal.plain import write_lines

MOST = 20
"""Lines of each list that a terminal shows; a pipe gets all."""


def roll_of(
    places: Sequence[Path], exercise: str | None, open_zips: ExitStack, *, one_submitter: bool = False
) -> Roll:
    """Return who handed in what; with `one_submitter`, each place is somebody's own folder.

    Zip files stay open as long as `open_zips`. Raises UsageError and UnknownNameError.
    """
    forced = find_exercise(exercise).id if exercise else None
    return call_the_roll(places, exercise_names(), forced, open_zips, one_submitter=one_submitter)


def exercise_names() -> dict[str, str]:
    """Return the ids and aliases of all exercises, each with its id."""
    exercises, _ = read_all_exercises(content_roots())
    aliases = {alias: each.id for each in exercises for alias in each.aliases}
    return aliases | {each.id: each.id for each in exercises}


def show_roll(roll: Roll) -> int:
    """Print who was found as what and what was left over; returns 0 if there is something to judge, else 1."""
    most = MOST if sys.stdout.isatty() else None
    show_page(lambda paper: roll_lines(roll, paper, most))
    return 0 if roll.candidates else 1


def warn_of_leftovers(roll: Roll) -> None:
    """Say on standard error, before judging, that something is left over or unclear."""
    remarks = []
    if roll.leftovers:
        remarks.append(f"{plural(len(roll.leftovers), 'file')} left over")
    if roll.empty:
        remarks.append(f"{plural(len(roll.empty), 'submitter')} without a file to judge")
    if roll.doubtful:
        remarks.append(f"{plural(len(roll.doubtful), 'doubtful name')}")
    if remarks:
        write_lines(sys.stderr, f"nnprep: {', '.join(remarks)}; --dry-run shows which.")
