"""Who handed in what: `nnprep grade --dry-run` shows it, and judging begins with it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from nnprep.cli.output import show_page
from nnprep.cohort.finding.folder import HIDDEN_FILE
from nnprep.cohort.finding.roll import Roll, call_the_roll
from nnprep.content.exercise_finder import find_exercise
from nnprep.content.library import load_exercises
from nnprep.errors import plural
from nnprep.screens.cohort.roll import roll_lines
from nnprep.terminal.plain import write_lines

MOST = 20
"""Lines of each list that a terminal shows; a pipe gets all."""


def roll_of(
    places: Sequence[Path], exercise: str | None, open_zips: ExitStack, *, one_submitter: bool = False
) -> Roll:
    """Return who handed in what; with `one_submitter`, each place is what one of them handed in.

    Zip files stay open as long as `open_zips`. Raises UsageError, UnknownNameError and ContentError.
    """
    forced = find_exercise(exercise).id if exercise else None
    known = {name: each.id for each in load_exercises([]) for name in (*each.aliases, each.id)}
    return call_the_roll(places, known, forced, open_zips, one_submitter=one_submitter)


def show_roll(roll: Roll) -> int:
    """Print who was found as what and what was left over; returns 0 if there is something to judge, else 1."""
    most = MOST if sys.stdout.isatty() else None
    show_page(lambda paper: roll_lines(roll, paper, most))
    return 0 if roll.candidates else 1


def warn_of_leftovers(roll: Roll) -> None:
    """Say on standard error, before judging, that something is left over or unclear."""
    left = sum(each.reason != HIDDEN_FILE for each in roll.leftovers)
    remarks = [f"{plural(left, 'file')} left over"] if left else []
    if roll.empty:
        remarks.append(f"{plural(len(roll.empty), 'submitter')} without a file to judge")
    if roll.doubtful:
        remarks.append(f"{plural(len(roll.doubtful), 'doubtful name')}")
    if remarks:
        write_lines(sys.stderr, f"nnprep: {', '.join(remarks)}; --dry-run shows which.")
