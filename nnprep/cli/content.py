"""Cards and exercises as a learner uses them: invalid items of one's own are reported and skipped until fixed."""

from __future__ import annotations

from nnprep.cli.invalid_content import report_invalid
from nnprep.content.cards import Card
from nnprep.content.exercises import Exercise
from nnprep.content.library import load_cards, load_exercises
from nnprep.errors import Fault


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
