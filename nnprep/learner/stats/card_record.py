"""What the learner did with one card."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from nnprep.errors import HistoryError
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from nnprep.learner.schedule.learner_state import load_state
from nnprep.learner.schedule.memory import Memory
from nnprep.named_tuple import NamedTuple


class CardRecord(NamedTuple):
    """What is known about one card that was asked."""

    memory: Memory
    suspended: bool
    """Whether it's suspended, so that its due date doesn't matter."""
    now: datetime
    """The time on the learner's clock at the lookup."""


def card_record(card: str) -> CardRecord | None:
    """Return what is known about a card; None if it was never asked, or the history can't be read.

    Doesn't create a history, because reading a card shouldn't leave any traces.
    """
    try:
        if not history_path().exists():
            return None
        with History.open() as history:
            state, now = load_state(history), history.clock()
    except HistoryError:
        return None
    memory = state.memories.get(card)
    return None if memory is None else CardRecord(memory, card in state.suspended, now)


def as_object(record: CardRecord | None) -> dict[str, Any] | None:
    """Return a record as a JSON object."""
    if record is None:
        return None
    memory = record.memory
    return {
        "reviews": memory.reviews,
        "lapses": memory.lapses,
        "grade": int(memory.grade),
        "last": memory.day.isoformat(),
        "stability_days": round(memory.stability, 2),
        "due": (memory.due_at or memory.due_day).isoformat(),
        "suspended": record.suspended,
    }
