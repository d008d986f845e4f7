"""Statistics on the screen, at every width."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from nnprep.learner.attempts import record
from nnprep.learner.schedule.agenda import look
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.stats.card_states import States
from nnprep.learner.stats.progress import Progress, Recall, Sureness, TrapRecord, Wording
from nnprep.screens.stats.heat import heat_map
from nnprep.screens.stats.overview import overview_screen
from nnprep.screens.stats.progress import progress_screen
from nnprep.terminal.layout import Paper
from tests.learner.test_exercise_grades import events
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
FACTS = Progress(
    states=States(new=3, learning=2, firm=1, suspended=1, due=2),
    topics=(
        Recall(name="regularization-and-normalization", answers=1234, recalled=1000, predicted=0.87),
        Recall(name="data", answers=0, recalled=0, predicted=None),
    ),
    coming={TODAY + timedelta(days=number): 11 * number for number in range(7)},
    weak=(),
    phrasings=(Recall(name="main wordings", answers=3, recalled=2),),
    missed=(Wording(card="a", text="Why? " * 20, answers=2, recalled=1),),
    traps=tuple(
        TrapRecord(card=f"gradient-accumulation-equivalence-{n}", verdicts=3, fallen=2, last_fell=True)
        for n in range(11)
    ),
    sureness=(Sureness(confidence=75, answers=4, recalled=2),),
    brier=0.31,
    days={TODAY: 12, TODAY - timedelta(days=1): 3, TODAY - timedelta(days=900): 99},
    streak=2,
    answers=9,
    crammed=2,
    median_seconds=31.4,
    in_time=0.5,
    desired_retention=0.9,
)


def printed(width: int, *, ascii: bool = False) -> str:
    standing = LearnerState(interview=TODAY + timedelta(days=3))
    view = look([made_up("a")], [], {}, standing, NOW, TODAY, streak=2, worked=True)
    exercises = {"softmax": record(events("shfp"))}
    lines = progress_screen(FACTS, exercises, view, Paper(width, ascii))
    return "\n".join(line.text for line in lines)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_statistics(width: int) -> None:
    """Everything is there without color, and no row is wider than the screen."""
    text = printed(width)

    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text
    for part in (
        "Sun 22 Nov   11",
        "Fri 27 Nov   66",
        "1234",
        "81 %",
        "87 %",
        "main wordings",
        "1 of 2  Why? Why?",
        "fell for 22 of 33 claims",
        "and 3 more",
        "fell for it",
        "softmax",
        "passed",
        "75 %",
        "0.31",
        "Interview in 3 days: ",
        "next   nnprep quiz",
    ):
        assert part in text
    assert "%" not in text.replace(" %", "")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_overview_fits(width: int) -> None:
    """The first screen fits 24 rows with a prompt below: streak, due cards, weakest topics, what is next."""
    recalls = [Recall(name=f"topic-{n}", answers=n, recalled=1, predicted=n / 30) for n in range(1, 23)]
    facts = replace(FACTS, topics=(*reversed(recalls), Recall(name="unseen", answers=0, recalled=0)))
    standing = LearnerState(interview=TODAY + timedelta(days=3))
    view = look([made_up("a")], [], {}, standing, NOW, TODAY, streak=2, worked=True)
    passed = record(events("shfp"))
    lines = overview_screen(facts, {"softmax": passed, "softmax.debug": passed}, view, Paper(width))
    text = "\n".join(line.text for line in lines)

    assert len(lines) <= 23
    assert max(map(len, text.splitlines())) <= width
    for part in ("2 days in a row", "2 due now", "Sun 11", "Weakest topics", "Interview in 3 days"):
        assert part in text
    assert [f"topic {n} " in text for n in range(1, 8)] == [True] * 4 + [False] * 3
    assert "unseen" not in text
    assert "without 2 answers while cramming" in text
    assert "traps: fell for 22 of 33" in text
    assert "nnprep stats --all" in text
    assert "exercises: 1 of 0 passed, 0 started" in text


def test_states_add_up() -> None:
    """Each state has a row that says what it means; the last row is their sum."""
    rows = [" ".join(row.split()) for row in printed(80).splitlines()[:5]]

    assert "3 new never asked" == rows[0]
    assert rows[1].startswith("2 learning")
    assert "7 total 2 are due now" == rows[4]


def test_heat() -> None:
    """Darker means more; a future day is empty, a day without work is a dash, and months stand above."""
    rows = [line.text for line in heat_map(FACTS.days, TODAY, 10, Paper(width=80))]

    assert "Nov" in rows[0]
    assert "▓" == rows[6].rstrip()[-1]  # Saturday, today
    assert "░" == rows[5].rstrip()[-1]
    assert len(rows[7].rstrip()) == len(rows[6].rstrip()) - 2


def test_heat_in_ascii() -> None:
    """In ASCII, every shade still has a sign of its own."""
    rows = [line.text for line in heat_map(FACTS.days, TODAY, 10, Paper(width=80, ascii=True))]

    assert rows[-1].isascii()
    assert 5 == len({part.split()[0] for part in rows[-1].split(" | ") if part.strip()})


def test_first_day() -> None:
    """Where nothing was answered there are no empty bars, but a sentence; some answers later only what was asked."""
    empty = replace(FACTS, answers=0, days={}, topics=FACTS.topics[1:], coming=dict.fromkeys(FACTS.coming, 0))
    empty = replace(empty, crammed=0, traps=(), missed=(), phrasings=(), sureness=(), brier=None)
    view = look([made_up("a")], [], {}, LearnerState(), NOW, TODAY, streak=0, worked=False)
    text = "\n".join(line.text for line in progress_screen(empty, {}, view, Paper(80)))

    assert not any(sign in text for sign in "░█")
    assert not any(title in text for title in ("Recall by topic\n", "Due in the next", "per day"))
    assert "Nothing answered yet." in text
    assert "not asked yet: 1 topic" in printed(80)
    assert "Nothing answered yet." not in printed(80)
