"""States of a learner, made for tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from nnprep.content.askable import Askable
from nnprep.learner.grades import Grade
from nnprep.learner.history.log import History
from nnprep.learner.schedule.fsrs_model import graded
from nnprep.learner.schedule.learner_state import LearnerState
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
CARDS = [made_up(name) for name in "abcdefghijklmno"]


def learned(**days_ago: int) -> LearnerState:
    """Return the state after cards were graded *good* so many days ago; they're due two days later."""
    at = {name: NOW - timedelta(days=days) for name, days in days_ago.items()}
    return LearnerState(
        memories={name: graded(None, Grade.GOOD, when, when.date()) for name, when in at.items()}
    )


def names(cards: Iterable[Askable]) -> str:
    """Return the ids of cards, joined: those of CARDS are one letter each."""
    return "".join(card.id for card in cards)


def fresh(history: History) -> LearnerState:
    """Return the state that a history amounts to, computed from nothing but the log."""
    state = LearnerState()
    state.catch_up(history)
    return state
