"""Runs `nnprep stats`: reads the log, and shows it as a screen, a page or an object."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nnprep.cli.content import valid_cards, valid_exercises
from nnprep.cli.html_file import refuse_html, save_html
from nnprep.cli.output import report_misdated, show_json
from nnprep.cli.reading.pages import show
from nnprep.learner.attempts import Record
from nnprep.learner.history.events import WORK, study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.agenda import Today, look
from nnprep.learner.schedule.interview_plan import make_plan
from nnprep.learner.schedule.learner_state import load_state, save_state
from nnprep.learner.schedule.practice_plan import drill_answers
from nnprep.learner.stats.progress import Progress, as_object, progress
from nnprep.learner.working_time import ACTIVITIES, timed
from nnprep.pages.progress import progress_page
from nnprep.screens.stats.overview import overview_screen
from nnprep.screens.stats.progress import progress_screen


def show_stats(*, every: bool, as_json: bool, html: Path | None, force: bool) -> None:
    """Show what the learner knows; raises UsageError for options that exclude each other."""
    refuse_html(html, "nnprep stats", as_json=as_json, force=force)
    with History.open() as history:
        now = history.clock()
        standing = load_state(history)
        today, cards = study_day(now), valid_cards()
        date = standing.interview
        plan = make_plan(cards, standing, now, date) if html and date and date > today else None
        events = history.events(ACTIVITIES)
        work = [event for event in events if event.kind in WORK]
        facts = progress(work, cards, standing, now, today)
        exercises = timed(standing.exercises, events)
        view = look(
            cards,
            valid_exercises(),
            exercises,
            standing,
            now,
            today,
            streak=facts.streak,
            worked=facts.days.get(today, 0) > 0,
            drills=drill_answers(history) if standing.interview else (),
        )
        save_state(standing, history)
        report_misdated(history)
    if html is not None:
        save_html(html, progress_page(facts, exercises, view, plan), force=force)
    elif as_json:
        print_object(facts, exercises, view)
    else:
        screen = progress_screen if every else overview_screen
        show(lambda paper: screen(facts, exercises, view, paper))


def print_object(facts: Progress, exercises: Mapping[str, Record], view: Today) -> None:
    """Print everything as one JSON object."""
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
