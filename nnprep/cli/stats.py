"""`nnprep stats`: what you know and what you did."""

from __future__ import annotations

from typing import Annotated

import typer

from nnprep.cli.content import valid_cards, valid_exercises
from nnprep.cli.output import report_misdated, show_json, show_page
from nnprep.learner.history.events import WORK, study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.agenda import look
from nnprep.learner.schedule.learner_state import load_state, save_state
from nnprep.learner.stats.progress import as_object, progress
from nnprep.screens.stats.overview import overview_screen
from nnprep.screens.stats.progress import progress_screen


def stats(
    every: Annotated[
        bool,
        typer.Option(
            "--all", help="Show everything: recall by topic and wording, traps, exercises, a calendar."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Show on one screen your streak, what is due this week, the weakest topics and what comes next.

    Example: nnprep stats --json
    """
    with History.open() as history:
        now = history.clock()
        standing = load_state(history)
        today, cards = study_day(now), valid_cards()
        facts = progress(history.events(WORK), cards, standing, now, today)
        exercises = standing.exercises
        view = look(
            cards,
            valid_exercises(),
            exercises,
            standing,
            now,
            today,
            streak=facts.streak,
            worked=facts.days.get(today, 0) > 0,
        )
        save_state(standing, history)
        report_misdated(history)
    if not as_json:
        screen = progress_screen if every else overview_screen
        show_page(lambda paper: screen(facts, exercises, view, paper))
        return
    attempts = {
        name: record._asdict() | {"started": record.started.isoformat() if record.started else None}
        for name, record in sorted(exercises.items())
    }
    show_json(
        {
            "schema": "nnprep.stats/1",
            **as_object(facts),
            "exercises": attempts,
            "interview": view.interview.isoformat() if view.interview else None,
            "next": view.command,
        }
    )
