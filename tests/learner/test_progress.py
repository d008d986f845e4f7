"""The learner's progress, computed from the log."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from nnprep.learner.grades import Grade
from nnprep.learner.history.events import Event, new_id
from nnprep.learner.schedule.agenda import streak
from nnprep.learner.schedule.fsrs_model import replay
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.stats.progress import progress
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
CARDS = [made_up("a", topic="x"), made_up("b", topic="x"), made_up("c", topic="y", trap=True), made_up("d")]


def answer(card: str, grade: int, *, days_ago: float = 0, kind: str = "review", **data: Any) -> Event:
    return Event(
        id=new_id(),
        at=NOW - timedelta(days=days_ago),
        offset_minutes=0,
        kind=kind,
        subject=card,
        session="",
        version="",
        data={"grade": grade, **data},
    )


def found(*events: Event) -> Any:
    events = tuple(sorted(events, key=lambda event: event.at))
    reviews = [event for event in events if event.kind == "review"]
    learned = replay((e.subject, Grade(e.data["grade"]), e.at, e.day) for e in reviews)
    return progress(events, CARDS, LearnerState(memories=learned), NOW, TODAY)


def test_nothing() -> None:
    """Without any answer everything is new, and there are no figures."""
    facts = found()

    assert (4, 0, 0, 0, 0) == (
        facts.states.new,
        facts.states.learning,
        facts.states.firm,
        facts.states.suspended,
        facts.states.due,
    )
    assert (None, None, None, 0) == (facts.brier, facts.median_seconds, facts.in_time, facts.streak)
    assert all(topic.predicted is None and not topic.answers for topic in facts.topics)


def test_states() -> None:
    """Firm is what is remembered for more than three weeks; due is what is due now."""
    events = [answer("a", 4, days_ago=60), answer("a", 4, days_ago=50), answer("b", 3, days_ago=10)]
    states = found(*events).states

    assert (2, 1, 1, 4) == (states.new, states.learning, states.firm, states.total)
    assert 1 == states.due


def test_recall() -> None:
    """Recall by topic counts reviews, not what was crammed, and by wording which one was asked."""
    facts = found(
        answer("a", 1, days_ago=3, phrasing=0),
        answer("b", 2, days_ago=2, phrasing=1),
        answer("c", 3, days_ago=2, kind="practice", phrasing=1),
    )
    x, y, _ = facts.topics

    assert (3, 1) == (facts.answers, facts.crammed)
    assert (("x", 2, 1), ("y", 0, 0)) == ((x.name, x.answers, x.recalled), (y.name, y.answers, y.recalled))
    assert 0 < x.predicted < 1
    assert y.predicted is None
    assert 0 < found(answer("a", 1, days_ago=0, phrasing=0)).topics[0].predicted < 0.9
    assert [("main wordings", 1, 0), ("other wordings", 1, 1)] == [
        (each.name, each.answers, each.recalled) for each in facts.phrasings
    ]


def test_missed_wordings() -> None:
    """Missed wordings are listed by their text, the worst first; one that was always recalled isn't."""
    facts = found(
        answer("a", 1, days_ago=5, phrasing=1),
        answer("a", 3, days_ago=4, phrasing=1),
        answer("b", 1, days_ago=3, phrasing=2),
        answer("b", 1, days_ago=2, phrasing=2),
        answer("b", 3, days_ago=1, phrasing=1),
        answer("d", 1, days_ago=1, phrasing=0),
    )

    assert [("b", "Tell me about b.", 2, 0), ("a", "And a?", 2, 1)] == [
        (each.card, each.text, each.answers, each.recalled) for each in facts.missed
    ]


def test_coming() -> None:
    """Each of the next seven days has the cards that become due on it, today all that are due already."""
    facts = found(answer("a", 3, days_ago=9), answer("b", 3, days_ago=1), answer("d", 1))

    assert [TODAY + timedelta(days=number) for number in range(7)] == list(facts.coming)
    assert [2, 1, 0, 0, 0, 0, 0] == list(facts.coming.values())


def test_traps() -> None:
    """A trap that the learner fell for the last time comes first."""
    facts = found(
        answer("a", 1, days_ago=3, fell=True),
        answer("a", 3, days_ago=2, fell=False),
        answer("c", 1, days_ago=1, fell=True),
    )

    assert [("c", 1, 1, True), ("a", 2, 1, False)] == [
        (trap.card, trap.verdicts, trap.fallen, trap.last_fell) for trap in facts.traps
    ]


def test_calibration() -> None:
    """Confidence is compared with what was recalled."""
    facts = found(
        answer("a", 3, days_ago=3, confidence=75),
        answer("b", 1, days_ago=2, confidence=75),
        answer("c", 3, days_ago=1, confidence=25),
    )

    assert [(25, 1, 1), (75, 2, 1)] == [(s.confidence, s.answers, s.recalled) for s in facts.sureness]
    assert facts.brier == pytest.approx((0.25**2 + 0.75**2 + 0.75**2) / 3)


def test_pace() -> None:
    """The median time to the answer, and how many came within their target."""
    facts = found(
        answer("a", 3, seconds=20.0, target_seconds=60),
        answer("b", 3, seconds=50.0, target_seconds=40),
        answer("c", 3, seconds=30.0, target_seconds=60),
    )

    assert (30.0, pytest.approx(2 / 3)) == (facts.median_seconds, facts.in_time)


@pytest.mark.parametrize(
    ("ages", "days"), [((), 0), ((0,), 1), ((1, 2), 2), ((0, 1, 2, 4), 3), ((2, 3), 0), ((0, 0, 1), 2)]
)
def test_streak(ages: tuple[int, ...], days: int) -> None:
    """Days in a row count up to today, or to yesterday if there was no work today yet."""
    assert days == streak(Counter(TODAY - timedelta(days=age) for age in ages), TODAY)


def test_days() -> None:
    """Attempts at exercises are work too; hints alone are not."""
    facts = found(answer("a", 3), answer("mlp", 0, kind="attempt"), answer("mlp", 0, kind="hint"))

    assert {date(2026, 11, 21): 2} == facts.days
