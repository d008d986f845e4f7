"""Which cards are asked, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from nnprep.content.cards import Level
from nnprep.learner.grades import Grade
from nnprep.learner.schedule.deck import cram, fitting
from nnprep.learner.schedule.due_cards import deal
from nnprep.learner.schedule.fsrs_model import graded
from nnprep.learner.schedule.learner_state import Standing
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
CARDS = [made_up(name) for name in "abcdefghijklmno"]


def learned(**days_ago: int) -> Standing:
    """Return a standing with cards that were graded good so many days ago; they are due two days later."""
    at = {name: NOW - timedelta(days=days) for name, days in days_ago.items()}
    return Standing(learned={name: graded(None, Grade.GOOD, when, when.date()) for name, when in at.items()})


def names(cards: object) -> str:
    return "".join(card.id for card in cards)  # type: ignore[attr-defined]


def test_suspended() -> None:
    """A suspended card is not asked, due or new, nor while cramming."""
    standing = learned(a=9)
    standing.suspended |= {"a", "b"}

    assert {"a", "b"}.isdisjoint(names(deal(CARDS, standing, NOW, TODAY).cards))
    assert {"a", "b"}.isdisjoint(names(cram(CARDS, standing, TODAY).cards))


def test_cram() -> None:
    """Cramming asks new cards first, then those most likely forgotten."""
    standing = learned(a=1, b=30, c=10)

    assert "dbca" == names(cram(CARDS[:4], standing, TODAY).cards)
    assert "db" == names(cram(CARDS[:4], standing, TODAY, count=2).cards)


def test_cram_goes_on() -> None:
    """What went well while cramming today comes last, what went badly first; yesterday's cramming is forgotten."""
    standing = learned(a=1, b=30, c=10)
    yesterday = TODAY - timedelta(days=1)
    standing.practised = {
        "d": (TODAY, Grade.GOOD),
        "b": (TODAY, Grade.EASY),
        "a": (TODAY, Grade.HARD),
        "e": (yesterday, Grade.EASY),
    }

    assert "aecdb" == names(cram(CARDS[:5], standing, TODAY).cards)


def test_wishes() -> None:
    """Level, topic and traps narrow the choice."""
    cards = [made_up("a", topic="x"), made_up("b", trap=True), made_up("c", level=Level.HARD)]

    assert "a" == names(fitting(cards, topic="x"))
    assert "b" == names(fitting(cards, traps=True))
    assert "c" == names(fitting(cards, level=Level.HARD))
    assert "abc" == names(fitting(cards))
