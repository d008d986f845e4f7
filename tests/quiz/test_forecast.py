"""When cards of a session come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind, study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import load_state
from nnprep.quiz.forecast import minutes_until_due, outcomes
from nnprep.quiz.queue import begin
from nnprep.quiz.session import Answer, Session, Stage
from tests.quiz.cards import made_up


@pytest.fixture
def history(tmp_path: Path) -> History:
    """Return a history in which the card `a` was just graded *again*."""
    history = History.open(tmp_path / "history.sqlite3")
    history.append(EventKind.REVIEW, "a", {"grade": 1})
    return history


def test_better_grades_come_back_later(history: History) -> None:
    """Each grade has its own date, later for better grades, also for a card that is new."""
    with history:
        now = history.clock()
        for card in ("a", "new"):
            after = outcomes(card, load_state(history), now)

            assert list(after) == list(Grade)
            assert study_day(now) == after[Grade.AGAIN].due_day < after[Grade.EASY].due_day


def ending(kind: EventKind) -> Session:
    """Return a session at its summary, after one card was graded *again*."""
    session = begin([made_up("a")], seconds=0.0, kind=kind)
    assert session.turn is not None
    answer = Answer(turn=session.turn, grade=Grade.AGAIN, event="0", seconds=1.0)
    return session._replace(stage=Stage.SUMMARY, answers=(answer,))


def test_minutes_until_due(history: History) -> None:
    """The summary of a review counts the minutes until a card is due again; a cramming session doesn't."""
    with history:
        now, standing = history.clock(), load_state(history)
        minutes = minutes_until_due(ending(EventKind.REVIEW), standing, now)

        assert len(minutes) == 1
        assert 0 <= minutes[0] <= 10
        assert minutes_until_due(ending(EventKind.PRACTICE), standing, now) == ()
