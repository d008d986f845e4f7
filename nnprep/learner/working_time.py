"""How long was worked on each exercise: the time before an event counts for what the event is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from nnprep.learner.attempts import KINDS, Record, has_passed, status_label
from nnprep.learner.history.events import Event, EventKind

if TYPE_CHECKING:
    from nnprep.learner.history.log import History

EXERCISES = (*KINDS, EventKind.GUESS)
ACTIVITIES = (*EXERCISES, EventKind.REVIEW, EventKind.PRACTICE, EventKind.MOCK)
"""The kinds of events that somebody spent time on."""
AWAY = 60.0
"""Minutes without any event after which somebody has been away, so that none of them count."""


def minutes_worked(events: Iterable[Event]) -> dict[tuple[str, str], float | None]:
    """Return the working minutes of each file that was written and tried, named by exercise and handout.

    They count from its last start that an attempt followed to the first pass after it, else to the last attempt. The
    time before an event counts for that event's exercise. Before a card, a drill or an interview's answer, what it
    didn't take counts for the exercise of the event before, and so does the time before another exercise is started.
    Gaps longer than AWAY count for none; None stands for a file with no other gaps. `events` are in order.
    """
    running: dict[tuple[str, str], float | None] = {}
    minutes: dict[tuple[str, str], float | None] = {}
    before: Event | None = None
    for event in events:
        mine = event.subject, str(event.data.get("handout", ""))
        if before is not None:
            gap, owner = (event.at - before.at).total_seconds() / 60, mine
            if event.kind not in EXERCISES or event.kind == EventKind.START:
                gap -= min(gap, (event.data.get("seconds") or 0) / 60)
                owner = before.subject, str(before.data.get("handout", ""))
            if owner in running and 0 <= gap <= AWAY:
                running[owner] = (running[owner] or 0.0) + gap
        if event.kind == EventKind.START:
            running[mine] = None
        elif event.kind == EventKind.ATTEMPT and mine in running and status_label(event) != "not-attempted":
            minutes[mine] = running[mine]
            if has_passed(event):
                del running[mine]
        before = event
    return minutes


def minutes_until(history: History, exercise: str, began: datetime, now: datetime) -> float | None:
    """Return the working minutes of an exercise whose file was written at `began`, if it is tried now."""
    trial = Event("", now, 0, EventKind.ATTEMPT, exercise, "", "", {})
    return minutes_worked([*history.each_event(ACTIVITIES, after=began), trial]).get((exercise, ""))


def timed(records: dict[str, Record], events: Iterable[Event]) -> dict[str, Record]:
    """Return the records with their working minutes; of several debugging files, those of the newest."""
    minutes = {exercise: each for (exercise, _), each in minutes_worked(events).items()}
    return {exercise: each._replace(minutes=minutes.get(exercise)) for exercise, each in records.items()}
