"""The day's cards by the memory model alone: what is due, then what is new."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from nnprep.content.cards import Level
from nnprep.learner.grades import Grade
from nnprep.learner.schedule.due_cards import Deck, deal, first_due, new_today, rotated, target_seconds
from nnprep.learner.schedule.fsrs_model import graded
from nnprep.learner.schedule.learner_state import EXERCISE, LearnerState
from tests.learner.states import CARDS, NOW, TODAY, learned, names
from tests.quiz.cards import made_up


def test_due_first() -> None:
    """What has been due longest comes first, then ten new cards."""
    deck = deal(CARDS, learned(a=2, b=9, c=1, d=5), NOW, TODAY)

    assert ("bda", 10, TODAY + timedelta(days=1)) == (names(deck.due), len(deck.new), deck.next_day)


def test_count() -> None:
    """With a count, new cards fill up what is due."""
    state = learned(a=2, b=9)

    assert "b" == names(deal(CARDS, state, NOW, TODAY, count=1).cards)
    assert "bacde" == names(deal(CARDS, state, NOW, TODAY, count=5).cards)


def test_new_cards_of_today() -> None:
    """New cards that were asked today count towards the day's ten."""
    assert 7 == len(deal(CARDS, learned(a=0, b=0, c=0), NOW, TODAY).new)


def test_new_cards_that_failed() -> None:
    """A new card counts towards the day's ten however often it was asked since."""
    state = learned(a=0, b=0, c=0)
    state.memories["a"] = graded(state.memories["a"], Grade.AGAIN, NOW, TODAY)

    assert 7 == len(deal(CARDS, state, NOW, TODAY).new)


def test_exercise_is_no_card() -> None:
    """Passing an exercise today doesn't count as a new card."""
    state = LearnerState(memories={EXERCISE + "softmax": graded(None, Grade.GOOD, NOW, TODAY)})

    assert 10 == len(deal(CARDS, state, NOW, TODAY).new)


def test_mixture() -> None:
    """New cards come easy ones first, alternating between topics."""
    cards = [
        made_up("hard", level=Level.HARD, topic="x"),
        made_up("x1", topic="x"),
        made_up("x2", topic="x"),
        made_up("y1", topic="y"),
        made_up("y2", topic="y"),
    ]

    assert ["x1", "y1", "x2", "y2", "hard"] == [
        card.id for card in deal(cards, LearnerState(), NOW, TODAY).new
    ]


def test_longest_due() -> None:
    """Of cards that are due since the same day, the one whose id comes first is asked first."""
    assert "abc" == names(deal(CARDS[2::-1], learned(a=9, b=9, c=9), NOW, TODAY).due)


def test_the_day_counts_more_than_stability() -> None:
    """What has been due longest comes first, even if something due later is remembered less well."""
    state = learned(a=4)  # stable for two days, and due for two
    at = NOW - timedelta(days=30)
    state.memories["b"] = graded(None, Grade.EASY, at, at.date())  # stable for eight days, and due for weeks

    assert state.memories["a"].stability < state.memories["b"].stability
    assert "ba" == names(deal(CARDS, state, NOW, TODAY).due)


def test_no_more_than_the_day_holds() -> None:
    """When more new cards were asked today than a day has, no other new card is asked; `unseen` says how many wait."""
    many = learned(**dict.fromkeys("abcdefghijkl", 0))

    assert ("", 3) == (names(deal(CARDS, many, NOW, TODAY).new), deal(CARDS, many, NOW, TODAY).unseen)
    assert ("abcd", 11) == (
        names(deal(CARDS, LearnerState(), NOW, TODAY, new=4).new),
        deal(CARDS, LearnerState(), NOW, TODAY, new=4).unseen,
    )


def test_new_today() -> None:
    """Only cards asked today for the first time count as the day's new ones."""
    state = learned(a=0, b=1, c=0)
    state.memories["b"] = graded(state.memories["b"], Grade.GOOD, NOW, TODAY)

    assert 2 == new_today(CARDS, state, TODAY)
    assert 1 == new_today(CARDS[:2], state, TODAY)


def test_next_of_the_waiting() -> None:
    """The deck says when the first of the waiting cards is due, to the minute if it has a time."""
    state = learned(a=0, b=9)
    deck = deal(CARDS, state, NOW, TODAY)
    assert (TODAY + timedelta(days=2), None) == (deck.next_day, deck.next_at)

    for name, minutes in (("c", 3), ("d", 5), ("e", 4)):
        at = NOW - timedelta(minutes=minutes)
        state.memories[name] = graded(None, Grade.AGAIN, at, TODAY)
    deck = deal(CARDS, state, NOW, TODAY)
    assert (TODAY, NOW + timedelta(minutes=5)) == (deck.next_day, deck.next_at)

    assert (None, None) == deal(CARDS, learned(b=9), NOW, TODAY)[2:4]


def test_day_before_minute() -> None:
    """What is due on an earlier day comes before what has a time on a later one; with a time, before without."""
    day = graded(None, Grade.GOOD, NOW, TODAY)
    at = graded(None, Grade.AGAIN, NOW, TODAY)._replace(due_day=day.due_day)

    assert (day.due_day, at.due_at) == first_due([day, at])
    assert (TODAY, None) == first_due([at, day._replace(due_day=TODAY)])


def test_suspended_cards_do_not_wait() -> None:
    """A suspended card is neither what comes next nor among the unseen ones."""
    state = learned(a=0)
    state.suspended |= {"a", "b"}
    deck = deal(CARDS[:3], state, NOW, TODAY)

    assert ("c", None, 0) == (names(deck.cards), deck.next_day, deck.unseen)


def test_rotation() -> None:
    """Levels come in order; within a level each topic has its turn before any has a second one."""
    cards = [
        made_up(f"{topic}{number}", topic=topic, level=level)
        for level in reversed(Level)
        for number, topic in enumerate("xxyz")
    ]

    assert [(level, name) for level in Level for name in ("x0", "y2", "z3", "x1")] == [
        (card.level, card.id) for card in rotated(cards)
    ]


class Heading(NamedTuple):
    """A card of which only the heading was read."""

    id: str
    source: str


def test_minutes() -> None:
    """Minutes are the targets and 20 seconds of reading for each card, rounded up; nothing takes no time."""
    deck = deal(CARDS[:4], learned(a=9), NOW, TODAY)

    assert (1, 3) == (len(deck.due), len(deck.new))
    assert 6 == deck.minutes  # four times 60 + 20 seconds are 5 minutes 20
    assert 4 == deal(CARDS[:3], LearnerState(), NOW, TODAY).minutes  # exactly
    assert 0 == deal([], LearnerState(), NOW, TODAY).minutes
    assert 80 == Deck(due=tuple(CARDS * 4), new=()).minutes


def test_target_of_a_heading() -> None:
    """A heading's target is read from its source; without one it's 55 seconds."""
    lines = "- id: a\n  target_seconds: 40\n  tags: [x]\n"

    assert 40 == target_seconds(Heading("a", lines))  # type: ignore[arg-type]
    assert 55 == target_seconds(Heading("a", "# target_seconds: 40\n"))  # type: ignore[arg-type]
    assert 55 == target_seconds(Heading("a", ""))  # type: ignore[arg-type]
    assert 60 == target_seconds(CARDS[0])
