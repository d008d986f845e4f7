"""`nnprep` alone: today at a glance, and one command to type."""

from __future__ import annotations

import contextlib

from nnprep.cli.content import valid_cards, valid_exercises
from nnprep.cli.output import report_misdated, show_page
from nnprep.content.card_index import find_headings
from nnprep.errors import HistoryError
from nnprep.learner.history.events import EventKind, study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.agenda import look, streak
from nnprep.learner.schedule.learner_state import load_state
from nnprep.screens.stats.today import today_screen


def today() -> None:
    """Show what is due, the exercise to do next, the streak and the days to the interview."""
    with History.open() as history:
        now = history.clock()
        day = study_day(now)
        state = load_state(history)
        view = look(
            find_headings() or valid_cards(),
            valid_exercises(),
            state.exercises,
            state,
            now,
            day,
            streak=streak(state.days, day),
            worked=state.days.get(day, 0) > 0,
        )
        if view.over is not None:
            # Said once; if that can't be written down, it is said again next time.
            with contextlib.suppress(HistoryError):
                history.append(EventKind.INTERVIEW, "", {"date": view.over.isoformat(), "told": True})
        report_misdated(history)
    show_page(lambda paper: today_screen(view, now, paper))
