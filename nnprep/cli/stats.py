"""`nnprep stats`: what you know and what you did."""

from __future__ import annotations

from typing import Annotated

import typer


def stats(
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Show cards by state, recall by topic and wording, traps, exercises, calibration and a calendar.

    Example: nnprep stats --json
    """
    from nnprep.cli.output import show_json
    from nnprep.content.library import load_cards
    from nnprep.memory.attempts import records
    from nnprep.memory.events import study_day
    from nnprep.memory.history import History
    from nnprep.memory.progress import as_object, progress
    from nnprep.memory.standing import keep, stand

    with History.open() as history:
        now = history.clock()
        standing = stand(history)
        facts = progress(history.events(), load_cards(), standing, now, study_day(now))
        exercises = records(history)
        keep(standing, history)
    if as_json:
        value = {"schema": "nnprep.stats/1", **as_object(facts)}
        value["exercises"] = {
            name: record._asdict() | {"started": record.started.isoformat() if record.started else None}
            for name, record in sorted(exercises.items())
        }
        value["interview"] = standing.interview.isoformat() if standing.interview else None
        show_json(value)
        return
    from nnprep.screens.progress import progress_screen
    from nnprep.screens.terminal import console

    out = console()
    out.print(progress_screen(facts, exercises, study_day(now), width=out.width))
