"""Who handed in what: `nnprep grade --dry-run`."""

from __future__ import annotations

import sys

from nnprep.cli.output import show_page
from nnprep.cohort.finding.roll import Roll
from nnprep.screens.cohort.roll import roll_lines

MOST = 20
"""Lines of each list that a terminal shows; a pipe gets all."""


def show_roll(roll: Roll) -> int:
    """Print who was found as what and what was left over; returns 0 if there is something to judge, else 1."""
    most = MOST if sys.stdout.isatty() else None
    show_page(lambda paper: roll_lines(roll, paper, most))
    return 0 if roll.candidates else 1
