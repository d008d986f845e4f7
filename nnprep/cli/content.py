"""Content as a learner uses it: invalid items in their own folders are reported and skipped until fixed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnprep.errors import plural

if TYPE_CHECKING:
    from nnprep.content.cards import Card
    from nnprep.content.exercises import Exercise
    from nnprep.errors import Fault

MOST = 5
"""How many faults are told one by one; `nnprep lint` tells them all."""


def sound_cards() -> tuple[Card, ...]:
    """Return all cards that can be read; raises ContentError for a fault of the built-in ones."""
    from nnprep.content.library import load_cards

    left_out: list[Fault] = []
    cards = load_cards(left_out)
    tell_left_out(left_out)
    return cards


def sound_exercises() -> tuple[Exercise, ...]:
    """Return all exercises that can be read; raises ContentError for a fault of the built-in ones."""
    from nnprep.content.library import load_exercises

    left_out: list[Fault] = []
    exercises = load_exercises(left_out)
    tell_left_out(left_out)
    return exercises


def tell_left_out(faults: Sequence[Fault]) -> None:
    """Tell on standard error what was left out, and why."""
    if not faults:
        return
    count = len(faults)
    lines = [f"nnprep: your own content has {plural(count, 'error')}; invalid items are skipped until fixed:"]
    lines += [str(fault) for fault in faults[:MOST]]
    lines += [f"and {count - MOST} more"] if count > MOST else []
    sys.stderr.write("\n".join([*lines, "  next   nnprep lint"]) + "\n")
