"""What is remembered of a card or an exercise, and when it's due."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

from nnprep.learner.grades import Grade
from nnprep.named_tuple import NamedTuple

REVIEW = 2
"""The phase in which intervals are whole days."""


class Memory(NamedTuple):
    """The state of a card or an exercise that was graded at least once."""

    stability: float
    """Days after which the probability of recall has fallen to 0.9."""
    difficulty: float
    """From 1 to 10."""
    phase: int
    """1 learning, 2 review, 3 relearning: the library's numbers."""
    step: int | None
    """Which short step it's in; None in the review phase."""
    day: date
    """The study day of the last review."""
    due_day: date
    """The study day on which it's due."""
    due_at: datetime | None
    """The time (UTC) at which it's due; None if only the day counts."""
    reviews: int
    """How often it was graded."""
    lapses: int
    """How often it was graded *again* in the review phase."""
    grade: Grade
    """The last grade."""
    first: date
    """The study day of the first review."""

    def is_due(self, now: datetime, today: date) -> bool:
        """Return whether it's due at this time of this study day."""
        if self.due_at is not None and today <= self.due_day:
            return now >= self.due_at
        return today >= self.due_day


def as_json(memory: Memory) -> list[Any]:
    """Return a compact JSON value that `from_json` reads: the fields in their order."""
    return [value.isoformat() if isinstance(value, date) else value for value in memory]


def from_json(value: list[Any]) -> Memory:
    """Return what `as_json` wrote. Raises ValueError or TypeError for anything else, such as impossible numbers."""
    stability, difficulty, phase, step, day, due_day, due_at, reviews, lapses, grade, first = value
    possible = 0 < stability < math.inf and 1 <= difficulty <= 10 and 0 <= lapses < reviews
    if not possible or phase not in (1, 2, 3) or not (step is None or (type(step) is int and step >= 0)):
        raise ValueError("no card is ever in this state")
    return Memory(
        stability=stability,
        difficulty=difficulty,
        phase=phase,
        step=step,
        day=date.fromisoformat(day),
        due_day=date.fromisoformat(due_day),
        due_at=datetime.fromisoformat(due_at) if due_at else None,
        reviews=reviews,
        lapses=lapses,
        grade=Grade(grade),
        first=date.fromisoformat(first),
    )
