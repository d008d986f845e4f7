"""What is known of every card: its state, and when it's due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from nnprep.content.cards import Card
from nnprep.learner.history.events import study_day
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.schedule.memory import Memory
from nnprep.learner.stats.card_states import is_firm
from nnprep.named_tuple import NamedTuple


class CardState(StrEnum):
    """How far the learner is with a card."""

    NEW = "new"
    LEARNING = "learning"
    FIRM = "firm"
    SUSPENDED = "suspended"


class CardRow(NamedTuple):
    """A card in a list."""

    card: Card
    state: CardState
    memory: Memory | None
    """None if it was never asked."""
    due: date | None
    """The study day on which it's due; None for a card that is new or suspended."""
    is_due: bool


def card_rows(cards: Iterable[Card], state: LearnerState, now: datetime) -> list[CardRow]:
    """Return each card with what is known of it."""
    today = study_day(now)
    rows = []
    for card in cards:
        memory = state.memories.get(card.id)
        where = state_of(card, memory, state)
        waits = memory is not None and where is not CardState.SUSPENDED
        due = memory.due_day if memory is not None and waits else None
        is_due = memory is not None and waits and memory.is_due(now, today)
        rows.append(CardRow(card, where, memory, due, is_due))
    return rows


def state_of(card: Card, memory: Memory | None, state: LearnerState) -> CardState:
    """Return how far the learner is with a card."""
    if card.id in state.suspended:
        return CardState.SUSPENDED
    if memory is None:
        return CardState.NEW
    return CardState.FIRM if is_firm(memory) else CardState.LEARNING
