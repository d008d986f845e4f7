"""What Anki knows of a card that was learned here: its memory, its due date and its log of reviews."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from nnprep.learner.grades import as_grade
from nnprep.learner.history.events import Event, EventKind
from nnprep.learner.schedule.fsrs_model import STEP, graded, scheduler
from nnprep.learner.schedule.memory import REVIEW, Memory
from nnprep.learner.schedule.retention import desired_retention
from nnprep.named_tuple import NamedTuple

LEARNING, RELEARNING = 1, 3
NEW_CARD = 0
IN_STEPS, IN_DAYS, SUSPENDED = 1, 2, -1
"""Anki's queues: cards in short steps are due at a time, others on a day."""
LEARNED, REVIEWED, RELEARNED, CRAMMED, RESET = range(5)
"""Anki's kinds of log entries."""
EASE = 2500
"""The ease of a review card in permille, which FSRS doesn't use."""
LONGEST = 3600
"""Seconds of an answer at most."""
KINDS = (EventKind.REVIEW, EventKind.PRACTICE, EventKind.FORGET)
"""The events from which a log is made."""


class LogEntry(NamedTuple):
    """One row of Anki's log, but for its ids."""

    at: int
    """Milliseconds since 1970."""
    ease: int
    """The grade from 1 to 4; 0 when a card was reset."""
    interval: int
    """Days until it's due, or minus the seconds."""
    last_interval: int
    factor: int
    """The difficulty: 100 for 1, 1100 for 10; 0 where FSRS isn't concerned."""
    milliseconds: int
    """How long the answer took."""
    kind: int


@dataclass(slots=True)
class Learning:
    """A card's memory, and the log that it comes from."""

    memory: Memory | None = None
    """None for a card that was never graded, or was reset."""
    reviewed: datetime | None = None
    """When it was last graded for the schedule (UTC)."""
    entries: list[LogEntry] = field(default_factory=list)

    def add(self, event: Event) -> None:
        """Add one event, which is later than all others."""
        grade = as_grade(event.data.get("grade"))
        at = round((event.at - EPOCH) / timedelta(milliseconds=1))
        if event.kind == EventKind.FORGET:
            if self.memory is not None:
                self.entries.append(LogEntry(at, 0, 0, interval(self.memory), 0, 0, RESET))
            self.memory = self.reviewed = None
        elif grade is not None:
            before, last = self.memory, interval(self.memory)
            spent = milliseconds(event.data.get("seconds"))
            if event.kind == EventKind.PRACTICE:
                self.entries.append(LogEntry(at, int(grade), last, last, 0, spent, CRAMMED))
                return
            memory = graded(before, grade, event.at, event.day)
            factor = round(100 + (memory.difficulty - 1) / 9 * 1000)
            self.entries.append(LogEntry(at, int(grade), interval(memory), last, factor, spent, kind(before)))
            self.memory, self.reviewed = memory, event.at


class CardState(NamedTuple):
    """The columns of Anki's table of cards that depend on what was learned."""

    type: int
    queue: int
    due: int
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    data: str


def learnings(events: Iterable[Event]) -> dict[str, Learning]:
    """Return what was learned of each card from the events of KINDS, in the order in which they happened."""
    cards: dict[str, Learning] = {}
    for event in events:
        cards.setdefault(event.subject, Learning()).add(event)
    return cards


def card_state(learning: Learning, position: int, first: date, *, suspended: bool) -> CardState:
    """Return the state of a card; `position` is its place among new cards, `first` the day that due days count from."""
    memory = learning.memory
    if memory is None or learning.reviewed is None:
        return CardState(NEW_CARD, SUSPENDED if suspended else NEW_CARD, position, 0, 0, 0, 0, 0, "{}")
    in_days = memory.phase == REVIEW
    due = int(memory.due_at.timestamp()) if memory.due_at else (memory.due_day - first).days
    queue = IN_DAYS if in_days else IN_STEPS
    return CardState(
        type=memory.phase,
        queue=SUSPENDED if suspended else queue,
        due=due,
        ivl=(memory.due_day - memory.day).days if in_days else int(memory.phase == RELEARNING),
        factor=EASE if memory.phase != LEARNING else 0,
        reps=memory.reviews,
        lapses=memory.lapses,
        left=0 if in_days else 1001,
        data=json.dumps(fsrs_state(memory, learning.reviewed, position), separators=(",", ":")),
    )


def fsrs_state(memory: Memory, reviewed: datetime, position: int) -> Mapping[str, Any]:
    """Return a memory under the names and with the digits that Anki uses."""
    return {
        "pos": position,
        "s": round(memory.stability, 4),
        "d": round(memory.difficulty, 3),
        "dr": desired_retention(),
        "decay": round(scheduler().parameters[-1], 4),
        "lrt": int(reviewed.timestamp()),
    }


def interval(memory: Memory | None) -> int:
    """Return the days until something is due after its last grade, or minus the seconds; 0 if it's new."""
    if memory is None:
        return 0
    if memory.due_at is None:
        return (memory.due_day - memory.day).days
    return -int(STEP.total_seconds())


def kind(before: Memory | None) -> int:
    """Return the kind of a review by the memory before it."""
    if before is None or before.phase == LEARNING:
        return LEARNED
    return RELEARNED if before.phase == RELEARNING else REVIEWED


def milliseconds(seconds: object) -> int:
    """Return how long an answer took; 0 if that isn't known."""
    if isinstance(seconds, int | float) and not isinstance(seconds, bool) and math.isfinite(seconds):
        return round(1000 * min(max(seconds, 0), LONGEST))
    return 0


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
