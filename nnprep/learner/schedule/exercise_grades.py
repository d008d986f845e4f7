"""What attempts at an exercise are worth as grades."""

from __future__ import annotations

from collections.abc import Iterable

from nnprep.learner.attempts import has_passed
from nnprep.learner.grades import Grade
from nnprep.learner.history.events import Event, EventKind


def episode_grades(events: Iterable[Event]) -> list[tuple[Event, Grade]]:
    """Return the event that ended each episode of one exercise, and its grade; `events` must be in order.

    An episode ends with a pass (*good* without hints, *hard* with them) or with a look at the solution (*again*).
    After that, nothing counts until the exercise is started again or the next study day begins, so running a passed
    check twice isn't a second review. Finding the mistake in a complete solution isn't recalling the solution, so
    debugging has no grade.
    """
    ended: Event | None = None
    hinted = debugging = False
    grades: list[tuple[Event, Grade]] = []
    for event in events:
        if ended is not None:
            if event.kind != EventKind.START and event.day == ended.day:
                continue
            ended, hinted = None, False
        if event.kind == EventKind.START:
            debugging = event.data.get("debug") is True
        elif event.kind == EventKind.HINT:
            hinted = True
        elif event.kind == EventKind.SOLUTION:
            grades += [] if debugging else [(event, Grade.AGAIN)]
            ended = event
        elif has_passed(event):
            if not debugging:
                grades.append((event, Grade.HARD if hinted else Grade.GOOD))
            ended = event
    return grades
