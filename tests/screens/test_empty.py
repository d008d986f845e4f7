"""A quiz with nothing to ask says why, until when, and what to type instead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from nnprep.learner.grades import Grade
from nnprep.learner.schedule.deck import deal_today
from nnprep.learner.schedule.due_cards import Deck
from nnprep.learner.schedule.fsrs_model import graded
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.screens.quiz.empty import empty_screen
from nnprep.terminal.layout import Paper
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
CARDS = [made_up(f"card-{number:02}") for number in range(12)]


def sentences(deck: Deck, standing: LearnerState | None = None, **wishes: Any) -> str:
    wishes = {"fit": len(CARDS), "narrow": False, "suspended": False} | wishes
    rows = empty_screen(deck, standing or LearnerState(), NOW, Paper(width=80), **wishes)
    return " ".join(" ".join(row.text for row in rows).split())


def after(**grades: Grade) -> LearnerState:
    """Return a standing in which ten cards were graded now, `good` unless another grade is passed."""
    names = [card.id for card in CARDS[:10]]
    given = {name: grades.get(name.replace("-", "_"), Grade.GOOD) for name in names}
    return LearnerState(
        memories={name: graded(None, grade, NOW, NOW.date()) for name, grade in given.items()}
    )


def test_soon() -> None:
    """A card that failed is due in minutes, not on the date of today."""
    standing = after(card_03=Grade.AGAIN)
    text = sentences(deal_today(CARDS, standing, NOW), standing)

    assert text.startswith(
        "Nothing is due, and today's new cards are done. The next card is due in 10 minutes."
    )
    assert "nnprep quiz --count 2 2 more new cards" in text


def test_no_new_cards() -> None:
    """New cards are offered only if there are some."""
    standing = after()
    text = sentences(deal_today(CARDS[:10], standing, NOW), standing)

    assert "there are no new cards. The next card is due on Monday, 23 November." in text
    assert "--count" not in text
    assert "nnprep quiz --cram" in text


def test_interview_is_close() -> None:
    """On the eve of the interview no more new cards are offered."""
    standing = after()
    standing.interview = NOW.date() + timedelta(days=1)

    assert "next nnprep quiz --cram" in sentences(Deck(due=(), new=(), unseen=2), standing)


def test_selections() -> None:
    """Each kind of empty selection has a sentence of its own."""
    nothing = Deck(due=(), new=())

    assert sentences(nothing, suspended=True).startswith("No card is suspended.")
    assert sentences(nothing, fit=0, narrow=True).startswith("No card matches these filters.")
    assert sentences(nothing, fit=0, narrow=True, suspended=True).startswith("No card matches these filters.")
    assert sentences(nothing, narrow=True, suspended=True).startswith(
        "No suspended card matches these filters."
    )
    assert sentences(nothing, narrow=True).startswith("Every card that matches these filters is suspended.")
    assert sentences(nothing).startswith("Every card is suspended.")
