"""Today at a glance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from nnprep.content.cards import Level
from nnprep.content.exercises import Exercise
from nnprep.learner.attempts import record
from nnprep.learner.grades import Grade
from nnprep.learner.schedule.agenda import Today, look
from nnprep.learner.schedule.course import NextExercise
from nnprep.learner.schedule.fsrs_model import graded
from nnprep.learner.schedule.learner_state import EXERCISE, LearnerState
from nnprep.screens.stats.today import today_screen
from nnprep.terminal.layout import Paper
from tests.learner.test_exercise_grades import events
from tests.quiz.cards import made_up

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
CARDS = [made_up(name) for name in "abc"]


def exercise(id: str) -> Exercise:
    return Exercise(
        id=id,
        title=id,
        level=Level.EASY,
        minutes=10,
        order=1,
        summary="",
        parts=(),
        functions=(),
        follow_ups=(),
        see=(),
        folder=Path(),
        solution=Path(),
    )


def today(state: LearnerState, **stories: str) -> Today:
    done = {name: record(events(story)) for name, story in stories.items()}
    exercises = [exercise("forward"), exercise("backprop")]
    return look(CARDS, exercises, done, state, NOW, NOW.date(), streak=2, worked=False)


def all_learned() -> LearnerState:
    at = NOW - timedelta(hours=1)
    return LearnerState(memories={card.id: graded(None, Grade.EASY, at, at.date()) for card in CARDS})


def test_start() -> None:
    """At the very beginning there are new cards and the first exercise."""
    view = today(LearnerState())

    assert (0, 3, 3) == (view.due, view.new, view.total)
    assert NextExercise("forward", again=False, started=False) == view.exercise
    assert "nnprep quiz" == view.command


def test_exercise_comes_next() -> None:
    """When no card waits, the command is the first exercise that was not passed."""
    assert "nnprep exercise forward" == today(all_learned()).command
    assert "nnprep exercise backprop" == today(all_learned(), forward="sp").command


def test_exercise_is_due() -> None:
    """An exercise that was passed and is due comes before one that was never done."""
    state, at = all_learned(), NOW - timedelta(days=30)
    state.memories[EXERCISE + "backprop"] = graded(None, Grade.GOOD, at, at.date())
    view = today(state, backprop="sp")

    assert NextExercise("backprop", again=True, started=False) == view.exercise


def test_an_exercise_that_was_given_up_comes_back_after_minutes() -> None:
    """An exercise whose solution was just looked at is due when its ten minutes are over, not before."""
    for minutes, again in ((9, False), (10, True)):
        state, at = all_learned(), NOW - timedelta(minutes=minutes)
        state.memories[EXERCISE + "backprop"] = graded(None, Grade.AGAIN, at, at.date())
        view = today(state, forward="sp", backprop="so")

        assert (NextExercise("backprop", again=True, started=False) if again else None) == view.exercise


def test_all_done() -> None:
    """When nothing is left, there is still cramming."""
    view = today(all_learned(), forward="sp", backprop="sp")

    assert (None, "nnprep quiz --cram") == (view.exercise, view.command)


def test_interview() -> None:
    """An interview is shown until it's over."""
    state = LearnerState(interview=NOW.date() + timedelta(days=3))
    assert state.interview == today(state).interview
    assert today(LearnerState(interview=NOW.date() - timedelta(days=3))).interview is None


def test_interview_is_close() -> None:
    """On the day itself, and on the eve after the plan's cards, cramming is worth more than anything else."""
    for days, state, command in (
        (0, LearnerState(), "nnprep quiz --cram"),
        (1, LearnerState(), "nnprep quiz"),
        (1, all_learned(), "nnprep quiz --cram"),
        (2, LearnerState(), "nnprep quiz"),
    ):
        state.interview = NOW.date() + timedelta(days=days)

        assert command == today(state).command


def test_waiting() -> None:
    """When nothing is left for today, home shows when the next card is due: to the minute if it failed."""
    state = all_learned()
    assert (NOW.date() + timedelta(days=8), None) == (today(state).next_day, today(state).next_at)
    state.memories["b"] = graded(state.memories["b"], Grade.AGAIN, NOW, NOW.date())

    assert (NOW.date(), NOW + timedelta(minutes=10)) == (today(state).next_day, today(state).next_at)
    del state.memories["a"]  # so that there is something to do
    view = today(state)._replace(paused=2)
    assert (NOW + timedelta(minutes=10),) == view.soon
    rows = " ".join(" ".join(row.text for row in today_screen(view, NOW, Paper(width=80))).split())
    assert "; about 2 minutes. 1 more is due in 10 minutes" in rows
    assert "paused mock interview 2; nnprep interview goes on where you left it" in rows
    state.suspended.add("b")
    assert () == today(state).soon


def test_after_midnight() -> None:
    """Before 4 a.m. it's still the day before, and home says so."""
    night = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    view = look(CARDS, [], {}, LearnerState(), night, NOW.date(), streak=0, worked=False)
    rows = today_screen(view, night, Paper(width=80))

    assert "Saturday, 21 November (until 4 a.m.)" in rows[0].text


def test_interview_today() -> None:
    """On its day the interview is still shown; from the next day on it's over, until the learner has seen that."""
    state, yesterday = LearnerState(interview=NOW.date()), NOW.date() - timedelta(days=1)
    assert (NOW.date(), None) == (today(state).interview, today(state).over)
    assert (None, yesterday) == (
        today(LearnerState(interview=yesterday)).interview,
        today(LearnerState(interview=yesterday)).over,
    )
    assert today(LearnerState(interview=yesterday, over_shown=True)).over is None
    assert today(LearnerState()).over is None


def test_first_time() -> None:
    """It's the first time until anything is in the log or anything is remembered."""
    assert today(LearnerState()).first
    assert not today(LearnerState(position=1)).first
    assert not today(LearnerState(memories=all_learned().memories)).first


def test_given_up() -> None:
    """An exercise whose solution was looked at isn't offered again before it is due."""
    assert "nnprep exercise backprop" == today(all_learned(), forward="so").command
    assert "nnprep check forward" == today(all_learned(), forward="sf").command


def test_day_and_deck() -> None:
    """Home shows the day's numbers as they are: cards, minutes, streak, and how many cards are new later."""
    cards = [made_up(f"card-{number}") for number in range(15)]
    view = look(cards, [], {}, LearnerState(), NOW, NOW.date(), streak=3, worked=True)

    assert (0, 10, 14, 15, 5) == (view.due, view.new, view.minutes, view.total, view.unseen)
    assert (NOW.date(), 3, True, False) == (view.day, view.streak, view.worked, view.late)
