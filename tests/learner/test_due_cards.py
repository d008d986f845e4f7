"""The day's cards by the memory model alone: what is due, then what is new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from nnprep.content.cards import Level
from nnprep.learner.grades import Grade
from nnprep.learner.schedule.due_cards import deal
from nnprep.learner.schedule.fsrs_model import graded
from nnprep.learner.schedule.learner_state import EXERCISE, Standing
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


def test_due_first() -> None:
    """What has been due longest comes first, then ten new cards."""
    deck = deal(CARDS, learned(a=2, b=9, c=1, d=5), NOW, TODAY)

    assert ("bda", 10, TODAY + timedelta(days=1)) == (names(deck.due), len(deck.new), deck.next_day)


def test_count() -> None:
    """With a count, new cards fill up what is due."""
    standing = learned(a=2, b=9)

    assert "b" == names(deal(CARDS, standing, NOW, TODAY, count=1).cards)
    assert "bacde" == names(deal(CARDS, standing, NOW, TODAY, count=5).cards)


def test_new_cards_of_today() -> None:
    """New cards that were asked today count towards the day's ten."""
    assert 7 == len(deal(CARDS, learned(a=0, b=0, c=0), NOW, TODAY).new)


def test_new_cards_that_failed() -> None:
    """A new card counts towards the day's ten however often it was asked since."""
    standing = learned(a=0, b=0, c=0)
    standing.learned["a"] = graded(standing.learned["a"], Grade.AGAIN, NOW, TODAY)

    assert 7 == len(deal(CARDS, standing, NOW, TODAY).new)


def test_exercise_is_no_card() -> None:
    """An exercise that was passed today takes no new card's place."""
    standing = Standing(learned={EXERCISE + "softmax": graded(None, Grade.GOOD, NOW, TODAY)})

    assert 10 == len(deal(CARDS, standing, NOW, TODAY).new)


def test_mixture() -> None:
    """New cards come easy ones first, one topic after the other."""
    cards = [
        made_up("hard", level=Level.HARD, topic="x"),
        made_up("x1", topic="x"),
        made_up("x2", topic="x"),
        made_up("y1", topic="y"),
        made_up("y2", topic="y"),
    ]

    assert ["x1", "y1", "x2", "y2", "hard"] == [card.id for card in deal(cards, Standing(), NOW, TODAY).new]
