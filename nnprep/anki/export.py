"""Cards, and what was learned of them, as a package for Anki."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from nnprep.anki.collection import Row, collection
from nnprep.anki.note import note
from nnprep.anki.package import package
from nnprep.anki.schedule import KINDS, Learning, card_state, learnings
from nnprep.content.cards import Card
from nnprep.learner.history.events import study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import load_state
from nnprep.named_tuple import NamedTuple


class Export(NamedTuple):
    """A package, and what is in it."""

    content: bytes
    cards: int
    learned: int
    """How many of the cards have a memory."""
    reviews: int
    """How many entries the log has."""


def export(cards: Sequence[Card], now: datetime, history: History | None) -> Export:
    """Return cards as a package; with a history, also what was learned of them.

    `now` is the time with the learner's offset from UTC. Raises HistoryError.
    """
    learned: dict[str, Learning] = {}
    suspended: set[str] = set()
    if history is not None:
        learned = learnings(history.each_event(KINDS))
        suspended = load_state(history).suspended
    first = study_day(now)
    known = [learned[card.id] for card in cards if card.id in learned]
    memories = [each.memory for each in known if each.memory is not None]
    first = min([first, *(memory.first for memory in memories)])
    rows = []
    for position, card in enumerate(cards, start=1):
        each = learned.get(card.id, Learning())
        state = card_state(each, position, first, suspended=card.id in suspended)
        rows.append(Row(note(card), state, each.entries))
    return Export(
        content=package(collection(rows, now, first)),
        cards=len(rows),
        learned=len(memories),
        reviews=sum(len(row.entries) for row in rows),
    )
