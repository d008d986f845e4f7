"""Statistics and the plan on the screen, in every width."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from nnprep.memory.attempts import record
from nnprep.memory.plan import make_plan
from nnprep.memory.progress import Progress, Recall, States, Sureness, TrapRecord
from nnprep.memory.standing import Standing
from nnprep.screens.lines import Paper, width_of
from nnprep.screens.plan import plan_screen
from nnprep.screens.progress import calendar, progress_screen
from tests.memory.cards import made_up
from tests.memory.test_episodes import events

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
FACTS = Progress(
    states=States(new=3, learning=2, firm=1, suspended=1, due=2),
    topics=(
        Recall(name="regularization-and-normalization", answers=1234, recalled=1000, predicted=0.87),
        Recall(name="data", answers=0, recalled=0, predicted=None),
    ),
    phrasings=(Recall(name="main wording", answers=3, recalled=2),),
    traps=(TrapRecord(card="gradient-accumulation-equivalence", verdicts=3, fallen=2, last_fell=True),),
    sureness=(Sureness(confidence=75, answers=4, recalled=2),),
    brier=0.31,
    days={TODAY: 12, TODAY - timedelta(days=1): 3, TODAY - timedelta(days=900): 99},
    streak=2,
    answers=9,
    median_seconds=31.4,
    in_time=0.5,
)


def printed(width: int) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    console.print(progress_screen(FACTS, {"softmax": record(events("shfp"))}, TODAY, width=width))
    return stream.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_statistics(width: int) -> None:
    """Everything is there, without colour, and no row is wider than the screen."""
    text = printed(width)

    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text
    for part in (
        "2 due",
        "1234",
        "81%",
        "87%",
        "main wording",
        "fell for it",
        "softmax",
        "passed",
        "75 %",
        "0.31",
    ):
        assert part in text


def test_calendar() -> None:
    """Darker is more; a day to come is empty, a day without work is a dash, and months stand above."""
    rows = calendar(FACTS.days, TODAY, 10).plain.splitlines()

    assert "Nov" in rows[0]
    assert "▓" == rows[6].rstrip()[-1]  # Saturday, today
    assert "░" == rows[5].rstrip()[-1]
    assert len(rows[7].rstrip()) == len(rows[6].rstrip()) - 2


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("days", [-1, 0, 1, 14, 400])
def test_plan(width: int, days: int) -> None:
    """The plan fits, and says what to do today or that the day is over."""
    cards = [made_up(f"card-{number}", topic="regularization-and-normalization") for number in range(7)]
    plan = make_plan(cards, Standing(), NOW, TODAY + timedelta(days=days))
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
