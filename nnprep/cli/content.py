"""Cards and exercises as a learner uses them: invalid items of one's own are reported and skipped until fixed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from nnprep.content.cards import Card
from nnprep.content.exercises import Exercise
from nnprep.content.library import load_cards, load_exercises
from nnprep.errors import Fault, plural
from nnprep.terminal.plain import write_lines

MOST = 5
"""Errors that are listed; `nnprep lint` lists them all."""


def valid_cards() -> tuple[Card, ...]:
    """Return all valid cards and report the invalid ones; raises ContentError for an invalid built-in card."""
    invalid: list[Fault] = []
    cards = load_cards(invalid)
    report_invalid(invalid)
    return cards


def valid_exercises() -> tuple[Exercise, ...]:
    """Return all valid exercises and report the invalid ones; raises ContentError for an invalid built-in one."""
    invalid: list[Fault] = []
    exercises = load_exercises(invalid)
    report_invalid(invalid)
    return exercises


def report_invalid(errors: Sequence[Fault]) -> None:
    """Report on standard error what is skipped, and why."""
    if not errors:
        return
    count = len(errors)
    lines = [f"nnprep: your own content has {plural(count, 'error')}; invalid items are skipped until fixed:"]
    lines += [str(error) for error in errors[:MOST]]
    lines += [f"and {count - MOST} more"] if count > MOST else []
    write_lines(sys.stderr, "\n".join([*lines, "  next   nnprep lint"]))
