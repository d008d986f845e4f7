"""What the learner did with one card."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from nnprep.errors import HistoryError
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from nnprep.learner.schedule.fsrs_model import Learned
from nnprep.learner.schedule.learner_state import stand


class CardRecord(NamedTuple):
    """What is remembered about one card that was asked."""

    memory: Learned
    suspended: bool
    """Whether it was put away, so that no due date counts."""
    now: datetime
    """The learner's clock when it was looked up."""


def card_record(card: str) -> CardRecord | None:
    """Return what is known of a card; None if it was never asked, or the history cannot be read.

    Makes no history where there is none: who only reads cards leaves no traces.
    """
    try:
        if not history_path().exists():
            return None
        with History.open() as history:
            standing, now = stand(history), history.clock()
    except HistoryError:
        return None
    memory = standing.learned.get(card)
    return None if memory is None else CardRecord(memory, card in standing.suspended, now)


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
