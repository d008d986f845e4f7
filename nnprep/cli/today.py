"""`nnprep` alone: today at a glance, and one command to type."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnprep.cli.boundary import exit_code
from nnprep.cli.output import report_misdated, show_page
from nnprep.content.card_index import find_headings
from nnprep.content.yaml.exercise_headings import find_exercise_headings
from nnprep.errors import HistoryError
from nnprep.learner.history.events import EventKind, study_day
from nnprep.learner.history.log import History
from nnprep.learner.mock_interviews import waiting
from nnprep.learner.schedule.agenda import look, streak
from nnprep.learner.schedule.learner_state import load_state, save_state
from nnprep.learner.schedule.practice_plan import drill_answers
from nnprep.screens.stats.today import today_screen

if TYPE_CHECKING:
    from nnprep.content.askable import Askable
    from nnprep.content.exercises import Exercise
    from nnprep.content.yaml.exercise_headings import ExerciseHeading


def run_today() -> int:
    """Do the same without typer, and return the exit code."""
    return exit_code(today)


def today() -> None:
    """Show what is due, the exercise to do next, the streak and the days to the interview."""
    with History.open() as history:
        now = history.clock()
        day = study_day(now)
        state = load_state(history)
        before = state.plan
        cards, exercises = contents()
        view = look(
            cards,
            exercises,
            state.exercises,
            state,
            now,
            day,
            streak=streak(state.days, day),
            worked=state.days.get(day, 0) > 0,
            drills=drill_answers(history) if state.interview else (),
            paused=next(iter(waiting(history).values()), None),
        )
        if state.plan is not before:
            save_state(state, history)
        if view.over is not None:
            # Said once; if that can't be written down, it is said again next time.
            with contextlib.suppress(HistoryError):
                history.append(EventKind.INTERVIEW, "", {"date": view.over.isoformat(), "told": True})
        report_misdated(history)
    show_page(lambda paper: today_screen(view, now, paper))


def contents() -> tuple[Sequence[Askable], Sequence[Exercise | ExerciseHeading]]:
    """Return the cards and the exercises, or as much of them as the screen needs; reports invalid ones."""
    cards: Sequence[Askable] | None = find_headings()
    exercises: Sequence[Exercise | ExerciseHeading] | None = find_exercise_headings()
    if cards is None or exercises is None:
        # Only exercises of one's own and cards in an unusual form take the strict reader.
        from nnprep.cli.content import valid_cards, valid_exercises

        cards = valid_cards() if cards is None else cards
        exercises = valid_exercises() if exercises is None else exercises
    return cards, exercises
