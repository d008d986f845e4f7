"""The schedule is the same as driving the fsrs library directly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.learner.grades import Grade
from nnprep.learner.history.log import History
from nnprep.learner.schedule.fsrs_model import graded, recall, replay
from nnprep.learner.schedule.learner_state import load_state
from nnprep.learner.schedule.memory import as_json, from_json
from tests.quiz.drivers import drive, study_day

START = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
GAPS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.integers(1, 4),
        st.one_of(st.integers(0, 600), st.integers(0, 60 * 24 * 400)),
    ),
    min_size=1,
    max_size=40,
)
"""Card, grade and the minutes since the previous review."""


@settings(max_examples=150)
@given(GAPS)
def test_replay(history: list[tuple[str, int, int]]) -> None:
    """Over random histories, stability, difficulty, phase and due date are exactly those of the library."""
    now, reviews = START, []
    for card, grade, minutes in history:
        now += timedelta(minutes=minutes)
        reviews.append((card, grade, now))
    found = replay((card, Grade(grade), at, study_day(at)) for card, grade, at in reviews)

    assert {card for card, _, _ in reviews} == set(found)
    for card, memory in found.items():
        mine = [(at, grade) for name, grade, at in reviews if name == card]
        theirs = drive(mine)
        assert (theirs.stability, theirs.difficulty) == (memory.stability, memory.difficulty)
        assert (int(theirs.state), theirs.step) == (memory.phase, memory.step)
        assert (len(mine), mine[-1][1]) == (memory.reviews, memory.grade)
        last = study_day(mine[-1][0])
        if memory.due_at is None:
            assert theirs.due.date() == memory.due_day
        else:
            waited = theirs.due - datetime(last.year, last.month, last.day, tzinfo=UTC)
            assert mine[-1][0] + waited == memory.due_at


@settings(max_examples=50)
@given(GAPS)
def test_one_by_one(history: list[tuple[str, int, int]]) -> None:
    """Grading one by one, through JSON, gives the same as replaying all at once."""
    now, before, all_at_once = START, None, []
    for _, grade, minutes in history:
        now += timedelta(minutes=minutes)
        before = graded(before, Grade(grade), now, study_day(now))
        before = from_json(as_json(before))
        all_at_once.append(("x", Grade(grade), now, study_day(now)))

    assert {"x": before} == replay(all_at_once)


def test_study_day() -> None:
    """3:30 a.m. still belongs to the day before; from late Monday to early Tuesday is one day."""
    late, early = START.replace(hour=23), START.replace(hour=3, minute=30) + timedelta(days=1)
    after = graded(None, Grade.GOOD, late, study_day(late))
    same_night = graded(after, Grade.GOOD, early, study_day(early))
    next_morning = graded(
        after, Grade.GOOD, early + timedelta(hours=1), study_day(early + timedelta(hours=1))
    )

    assert date(2026, 1, 1) == same_night.day
    assert date(2026, 1, 2) == next_morning.day
    assert same_night.stability < next_morning.stability


def test_failed_is_due_soon() -> None:
    """A failed card is due ten minutes later by the clock, a good one on a later day from 4 a.m."""
    failed = graded(None, Grade.AGAIN, START, START.date())
    good = graded(None, Grade.GOOD, START, START.date())

    assert START + timedelta(minutes=10) == failed.due_at
    assert not failed.is_due(START + timedelta(minutes=9), START.date())
    assert failed.is_due(START + timedelta(minutes=10), START.date())
    assert failed.is_due(START, START.date() + timedelta(days=1))
    assert good.due_at is None
    assert good.is_due(START, good.due_day)
    assert not good.is_due(START, good.due_day - timedelta(days=1))


def test_recall() -> None:
    """Predicted recall starts at 1 and falls to 0.9 after the stability."""
    memory = graded(None, Grade.EASY, START, START.date())

    assert 1.0 == recall(memory, START.date())
    assert recall(memory, memory.due_day) == pytest.approx(0.9, abs=0.01)


@pytest.mark.slow
def test_ten_thousand_reviews(tmp_path: Path) -> None:
    """Ten thousand reviews are all replayed; how fast is measured by `tests/benchmark_memory.py`."""
    from tests.benchmark_memory import write_history

    write_history(tmp_path / "history.sqlite3", 10_000)
    with History.open(tmp_path / "history.sqlite3") as history:
        state = load_state(history)

        assert 10_000 == sum(memory.reviews for memory in state.memories.values())
