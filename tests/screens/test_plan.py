"""The interview plan on the screen, at every width."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from nnprep.content.yaml.exercise_headings import ExerciseHeading
from nnprep.learner.grades import Grade
from nnprep.learner.schedule.agenda import look
from nnprep.learner.schedule.fsrs_model import graded
from nnprep.learner.schedule.interview_plan import EVENING, make_plan
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.schedule.practice_plan import DrillAnswer, plan_practice
from nnprep.screens.quiz.plan import plan_screen
from nnprep.screens.stats.today import today_screen
from nnprep.terminal.layout import Paper, width_of
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("days", [-1, 0, 1, 14, 400])
def test_plan(width: int, days: int) -> None:
    """The plan fits, and says what to do today or that the interview is over."""
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
    assert ("7 cards come up on the last day" in text) == (days < 2)
    first = {0: "next nnprep quiz --cram", 1: "next nnprep quiz nnprep quiz --cram"}.get(
        days, "next nnprep quiz"
    )
    assert first in text
    assert ("--cram" in text) == (days < 2)


def all_seen(count: int) -> LearnerState:
    """Return the state after so many cards were learned nine days ago."""
    at = NOW - timedelta(days=9)
    memory = graded(None, Grade.GOOD, at, at.date())
    return LearnerState(memories={f"card-{number}": memory for number in range(count)})


def test_more_than_an_evening() -> None:
    """On the eve, the plan says that not everything must be repeated, and then it has no new cards."""
    cards = [made_up(f"card-{number}", topic="losses") for number in range(150)]
    interview = TODAY + timedelta(days=1)
    plan = make_plan(cards, all_seen(120), NOW, interview)
    text = " ".join(" ".join(row.text for row in plan_screen(plan, Paper(width=80))).split())
    few = make_plan(cards, all_seen(20), NOW, interview)

    assert plan.minutes > EVENING > few.minutes
    assert (120, 0, 30) == (len(plan.deck.due), len(plan.deck.new), plan.left_out)
    assert "stop when you're tired" in text
    assert (20, 40, 90) == (len(few.deck.due), len(few.deck.new), few.left_out)


@pytest.mark.parametrize("width", [60, 80])
def test_no_time_for_all(width: int) -> None:
    """Two days or fewer have an hour of new cards; the plan says how many it leaves out, and shows no unseen topic."""
    cards = [made_up(f"card-{number}", topic="losses") for number in range(150)]
    for days in (0, 1, 2):
        plan = make_plan(cards, LearnerState(), NOW, TODAY + timedelta(days=days))
        rows = [row.text for row in plan_screen(plan, Paper(width=width))]
        text = " ".join(" ".join(rows).split())

        assert all(width_of(row) < width for row in rows)
        assert "learn 40 new cards, about 54 minutes" in text
        assert "There's no time left for 110 new cards." in text
        assert ("40 cards come up on the last day" in text) == (days < 2)
        assert ("losses" in text) == (days == 2)


def test_last_days() -> None:
    """The plan says how many reviews to expect just before the interview, and promises certainty for none."""
    cards = [made_up(f"card-{number}") for number in range(30)]
    plan = make_plan(cards, LearnerState(), NOW, TODAY + timedelta(days=30))
    text = " ".join(row.text.strip() for row in plan_screen(plan, Paper(width=80)))
    reviews = [count for count, _ in list(plan.calendar.values())[-3:]]

    assert 30 <= sum(reviews)
    assert f"{reviews[0]} on Fri 18 Dec, {reviews[1]} on Sat 19 Dec, {reviews[2]} on Sun 20 Dec." in text
    assert ">99 %" in text
    assert "100 %" not in text


PATH = [
    ExerciseHeading(n, f"multi-head-attention-{n}", (), minutes, "evening")
    for n, minutes in enumerate((5, 5, 30, 30, 20))
]
MISSES = [DrillAnswer("conv", TODAY - timedelta(days=1), right=False)]


@pytest.mark.parametrize("width", [60, 80])
def test_exercises_and_drill(width: int) -> None:
    """The cards have their own sentence; the exercises and the drill come after it, with their minutes and days."""
    cards = [made_up(f"card-{number}") for number in range(7)]
    interview = TODAY + timedelta(days=5)
    plan = make_plan(cards, LearnerState(), NOW, interview)
    alone = [row.text for row in plan_screen(plan, Paper(width=width))]
    practice = plan_practice(PATH, LearnerState(), MISSES, NOW, interview)
    rows = [row.text for row in plan_screen(plan, Paper(width=width), practice)]

    assert all(width_of(row) < width for row in rows)
    cards_only = [row for row in alone[:-1] if row.strip()]
    assert cards_only == [row for row in rows if row in cards_only]
    text = " ".join(" ".join(rows).split())
    assert (
        "Today: learn 5 new cards, about 7 minutes. Then: exercises multi-head-attention-0 (5 min), "
        "multi-head-attention-1 (5 min), drill conv (5 min); about 15 minutes."
    ) in text
    assert " Sun 22 Nov   30 min  multi-head-attention-2" in rows
    assert " Tue 24 Nov   20 min  multi-head-attention-4" in rows
    assert text.endswith(
        "next nnprep quiz nnprep exercise multi-head-attention-0 nnprep drill conv --count 5"
    )
    assert "fit" not in text
    assert text.index("Today: ") < text.index("Sun 22 Nov 30 min") < text.index("Predicted recall")


@pytest.mark.parametrize("width", [60, 80])
def test_what_does_not_fit(width: int) -> None:
    """The plan says how many exercises of the path are left out."""
    long = [each._replace(minutes=50) for each in PATH]
    interview = TODAY + timedelta(days=1)
    plan = make_plan([], LearnerState(), NOW, interview)
    practice = plan_practice(long, LearnerState(), [], NOW, interview)
    rows = [row.text for row in plan_screen(plan, Paper(width=width), practice)]

    assert all(width_of(row) < width for row in rows)
    assert " 4 exercises of the evening path won't fit." in rows


@pytest.mark.parametrize("width", [60, 80])
def test_today(width: int) -> None:
    """Home shows today's share with its minutes; without an interview it shows the next exercise only."""
    cards = [made_up(f"card-{number}") for number in range(7)]
    state = LearnerState(interview=TODAY + timedelta(days=5), position=1)
    shown = {}
    for interview in (state.interview, None):
        state.interview = interview
        view = look(cards, PATH, {}, state, NOW, TODAY, streak=0, worked=False, drills=MISSES)
        rows = [row.text for row in today_screen(view, NOW, Paper(width=width))]
        assert all(width_of(row) < width for row in rows)
        shown[interview] = " ".join(" ".join(rows).split())
    planned, alone = shown.values()

    assert (
        "cards 5 new, of 7; about 7 minutes exercises multi-head-attention-0 (5 min), multi-head-attention-1 (5 min) "
        "drill conv (5 min) in all about 22 minutes today"
    ) in planned
    assert "exercise multi-head-attention-0 next nnprep quiz" in alone
    assert "today" not in alone


def test_exercises_on_a_crowded_eve() -> None:
    """Where the cards alone are more than an evening, exercises are only for those who have time."""
    interview = TODAY + timedelta(days=1)
    practice = plan_practice(PATH, LearnerState(), [], NOW, interview)
    for count, start in ((3, "Then: exercises "), (120, "If there's time: exercises ")):
        cards = [made_up(f"card-{number}") for number in range(count)]
        plan = make_plan(cards, all_seen(count), NOW, interview)
        rows = [row.text for row in plan_screen(plan, Paper(width=80), practice)]

        assert any(row.strip().startswith(start) for row in rows)
