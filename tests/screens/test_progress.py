"""Statistics and the plan on the screen, in every width."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from nnprep.learner.attempts import record
from nnprep.learner.schedule.agenda import look
from nnprep.learner.schedule.interview_plan import make_plan
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.stats.card_states import States
from nnprep.learner.stats.progress import Progress, Recall, Sureness, TrapRecord, Wording
from nnprep.screens.quiz.plan import plan_screen
from nnprep.screens.stats.heat import heat_map
from nnprep.screens.stats.progress import progress_screen
from nnprep.terminal.layout import Paper, width_of
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
    median_seconds=31.4,
    in_time=0.5,
)


def printed(width: int, *, ascii: bool = False) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    standing = LearnerState(interview=TODAY + timedelta(days=3))
    view = look([made_up("a")], [], {}, standing, NOW, TODAY, streak=2, worked=True)
    exercises = {"softmax": record(events("shfp"))}
    console.print(progress_screen(FACTS, exercises, view, width=width, ascii=ascii))
    return stream.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_statistics(width: int) -> None:
    """Everything is there, without colour, and no row is wider than the screen."""
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
        "wrong verdicts: 22 of 33",
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


def test_states_add_up() -> None:
    """Each state stands on a row with what it means, and the last row is their sum."""
    rows = [" ".join(row.split()) for row in printed(80).splitlines()[:5]]

    assert "3 new never asked" == rows[0]
    assert rows[1].startswith("2 learning")
    assert "7 in all 2 of those learning or firm are due now" == rows[4]


def test_heat() -> None:
    """Darker is more; a day to come is empty, a day without work is a dash, and months stand above."""
    rows = heat_map(FACTS.days, TODAY, 10).plain.splitlines()

    assert "Nov" in rows[0]
    assert "▓" == rows[6].rstrip()[-1]  # Saturday, today
    assert "░" == rows[5].rstrip()[-1]
    assert len(rows[7].rstrip()) == len(rows[6].rstrip()) - 2


def test_heat_in_ascii() -> None:
    """Where only ASCII can be shown, every shade still has a sign of its own."""
    rows = heat_map(FACTS.days, TODAY, 10, ascii=True).plain.splitlines()

    assert rows[-1].isascii()
    assert 5 == len({part.split()[0] for part in rows[-1].split("   ") if part.strip()})


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("days", [-1, 0, 1, 14, 400])
def test_plan(width: int, days: int) -> None:
    """The plan fits, and says what to do today or that the day is over."""
    cards = [made_up(f"card-{number}", topic="regularization-and-normalization") for number in range(7)]
    plan = make_plan(cards, LearnerState(), NOW, TODAY + timedelta(days=days))
    rows = [row.text for row in plan_screen(plan, Paper(width=width))]

    assert all(width_of(row) < width for row in rows)
    text = " ".join(" ".join(rows).split())
    if days < 0:
        assert "How did it go?" in text
        return
    new = {14: 5, 400: 5}.get(days, 7)
    minutes = {5: 7, 7: 10}[new]
    assert f"Today: learn {new} new cards, about {minutes} minutes." in text
    assert "if every answer is good" in text
    assert ("7 not seen" in text) == (days < 2)
    assert (
        text.index("next nnprep quiz --cram") < text.rindex("nnprep quiz")
        if days < 2
        else "--cram" not in text
    )
