"""`nnprep` alone: today at a glance, and one command to type."""

from __future__ import annotations

import sys


def today() -> None:
    """Show what is due, the exercise to do next, the streak and the days to the interview."""
    import contextlib
    from collections import Counter
    from datetime import timedelta

    from nnprep.cli.content import sound_cards, sound_exercises
    from nnprep.content.headings import find_headings
    from nnprep.errors import HistoryError
    from nnprep.memory.attempts import records
    from nnprep.memory.events import EventKind, study_day
    from nnprep.memory.history import History
    from nnprep.memory.progress import WORK, streak
    from nnprep.memory.standing import stand
    from nnprep.memory.today import look
    from nnprep.screens.painter import print_lines
    from nnprep.screens.today import today_screen

    with History.open() as history:
        now = history.clock()
        day = study_day(now)
        days = Counter(history.days(WORK, since=now - timedelta(days=400)))
        view = look(
            find_headings() or sound_cards(),
            sound_exercises(),
            records(history),
            stand(history),
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
