"""`nnprep` alone: today at a glance, and one command to type."""

from __future__ import annotations

import sys


def today() -> None:
    """Show what is due, the exercise to do next, the streak and the days to the interview."""
    import contextlib
    from collections import Counter
    from datetime import timedelta

    from nnprep.cli.content import sound_cards, sound_exercises
    from nnprep.content.card_index import find_headings
    from nnprep.errors import HistoryError
    from nnprep.learner.attempts import records
    from nnprep.learner.history.events import EventKind, study_day
    from nnprep.learner.history.log import History
    from nnprep.learner.schedule.agenda import WORK, look, streak
    from nnprep.learner.schedule.learner_state import load_state
    from nnprep.screens.stats.today import today_screen
    from nnprep.terminal.painter import print_lines

    with History.open() as history:
        now = history.clock()
        day = study_day(now)
        days = Counter(history.days(WORK, since=now - timedelta(days=400)))
        view = look(
            find_headings() or sound_cards(),
            sound_exercises(),
            records(history),
            load_state(history),
            now,
            day,
            streak=streak(days, day),
            worked=days[day] > 0,
        )
        if view.over is not None:
            # Told once; where that cannot be written down, it is told again.
            with contextlib.suppress(HistoryError):
                history.append(EventKind.INTERVIEW, "", {"date": view.over.isoformat(), "told": True})
    print_lines(sys.stdout, lambda paper: today_screen(view, now, paper))
