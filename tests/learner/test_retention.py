"""The desired retention decides when everything is due, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import SettingError
from nnprep.learner.schedule.agenda import look
from nnprep.learner.schedule.fsrs_model import graded, recall
from nnprep.learner.schedule.interview_plan import make_plan
from nnprep.learner.schedule.learner_state import LearnerState, load_state, save_state
from nnprep.learner.schedule.retention import VARIABLE, desired_retention
from nnprep.screens.stats.progress import headline
from nnprep.terminal.layout import Paper
from tests.learner.test_interview_plan import CARDS, NOW, TODAY
from tests.screens.test_progress import FACTS

VIEW = look(CARDS, [], {}, LearnerState(), NOW, TODAY, streak=2, worked=True)


@pytest.mark.parametrize(("text", "retention"), [("", 0.9), (" 0.85 ", 0.85), ("0.8", 0.8), ("0.97", 0.97)])
def test_values(text: str, retention: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number from 0.8 to 0.97 counts; empty is as if it weren't set."""
    monkeypatch.setenv(VARIABLE, text)

    assert retention == desired_retention()


@pytest.mark.parametrize("text", ["0.79", "0.98", "95", "nan", "0,9", "high", "\x1b[31m"])
def test_wrong_values(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anything else is refused in a sentence that names the variable, its value and the limits."""
    monkeypatch.setenv(VARIABLE, text)
    with pytest.raises(SettingError) as error:
        desired_retention()

    assert f"{VARIABLE} is " in error.value.sentence
    assert "a number from 0.8 to 0.97" in error.value.sentence
    assert "\x1b" not in error.value.sentence


@pytest.mark.parametrize("retention", ["0.8", "0.9", "0.97"])
def test_due_at_this_recall(retention: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something becomes due on the day on which its predicted recall is the desired one, rounded to a day."""
    monkeypatch.setenv(VARIABLE, retention)
    memory = graded(None, Grade.EASY, NOW, TODAY)
    day = timedelta(days=1)

    assert recall(memory, memory.due_day + day) < float(retention) < recall(memory, memory.due_day - day)


def test_cache_is_of_this_retention(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another retention moves the due days of what was learned before; memories stay what they are."""
    with History.open() as history:
        history.append(EventKind.REVIEW, "a", {"grade": 4})
        usual = load_state(history)
        save_state(usual, history)
        monkeypatch.setenv(VARIABLE, "0.95")
        higher = load_state(history)

    assert higher.memories["a"].due_day < usual.memories["a"].due_day
    assert higher.memories["a"].stability == usual.memories["a"].stability


def test_plan_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan for an interview asks more often for a higher retention."""
    visits = []
    for retention in ("0.8", "0.9", "0.97"):
        monkeypatch.setenv(VARIABLE, retention)
        plan = make_plan(CARDS, LearnerState(), NOW, TODAY + timedelta(days=40))
        visits.append(sum(reviews for reviews, _ in plan.calendar.values()))

    assert visits == sorted(visits)
    assert visits[0] < visits[1] < visits[2]


def test_shown() -> None:
    """`nnprep stats` shows a retention that was set, and nothing otherwise."""
    for retention, text in ((0.9, ""), (0.95, "cards come back at 95 % recall (NNPREP_RETENTION)")):
        lines = headline(replace(FACTS, desired_retention=retention), VIEW, Paper(width=120))
        shown = " ".join(line.text for line in lines)
        assert text in shown
        assert (VARIABLE in shown) == bool(text)
