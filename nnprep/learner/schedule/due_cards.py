"""The day's cards by the memory model alone: what's due, then what's new, in their order.

This is the deck when no interview is coming; `deck` decides whether it's the one to use.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from nnprep.content import decks
from nnprep.content.cards import Kind, Level
from nnprep.named_tuple import NamedTuple

if TYPE_CHECKING:
    from nnprep.content.askable import Askable
    from nnprep.learner.schedule.learner_state import LearnerState
    from nnprep.learner.schedule.memory import Memory

NEW_A_DAY = 10
"""New cards in a session without --count: more than that are forgotten faster than learned."""
READING = 20
"""Seconds for reading the answer and grading, on top of the target for saying it aloud."""
USUAL_TARGET = 55
"""Seconds; for a card whose heading doesn't say its target."""
TARGET = r"(?m)^ +target_seconds: *(\d+) *$"
LEVELS = tuple(Level)
LATEST = datetime.max.replace(tzinfo=UTC)


class Deck(NamedTuple):
    """The cards of a session, in order: first those that are due, then new ones."""

    due: tuple[Askable, ...]
    new: tuple[Askable, ...]
    next_day: date | None = None
    """The study day on which the next of the other cards is due; None if none is waiting."""
    next_at: datetime | None = None
    """The time (UTC) at which it's due; None if only the day counts."""
    unseen: int = 0
    """How many cards were never asked and aren't in the deck either."""

    @property
    def cards(self) -> tuple[Askable, ...]:
        """All cards of the session."""
        return self.due + self.new

    @property
    def minutes(self) -> int:
        """About how many minutes the session takes if each card is asked once.

        Estimated from the targets, which are what an interviewer waits, not from the learner's own speed.
        """
        return math.ceil(sum(target_seconds(card) + READING for card in self.cards) / 60)


def target_seconds(card: Askable) -> int:
    """Return how many seconds an answer should take; the heading of a card has it in its source."""
    seconds = getattr(card, "target_seconds", None)
    if isinstance(seconds, int):
        return seconds
    match = re.search(TARGET, getattr(card, "source", ""))
    return int(match[1]) if match else USUAL_TARGET


def deal(
    cards: Sequence[Askable],
    state: LearnerState,
    now: datetime,
    today: date,
    *,
    count: int | None = None,
    new: int = NEW_A_DAY,
) -> Deck:
    """Return the deck of the day: first what has been due longest, then up to `new` new cards.

    Without `count`, new cards that were already asked today count toward `new`. With `count`, it's the number of
    cards in all, and new ones fill it up.
    """
    asked = [card for card in cards if card.id not in state.suspended]
    seen = [(state.memories[card.id], card) for card in asked if card.id in state.memories]
    due = [card for memory, card in sorted(seen, key=longest_due) if memory.is_due(now, today)]
    fresh = rotated(card for card in asked if card.id not in state.memories)
    room = new - new_today(cards, state, today)
    if count is not None:
        due = due[:count]
        room = count - len(due)
    chosen = tuple(fresh[: max(0, room)])
    day, at = first_due(memory for memory, _ in seen if not memory.is_due(now, today))
    return Deck(due=tuple(due), new=chosen, next_day=day, next_at=at, unseen=len(fresh) - len(chosen))


def new_today(cards: Iterable[Askable], state: LearnerState, today: date) -> int:
    """Return how many of these cards were asked today for the first time, however often since."""
    memories = (state.memories.get(card.id) for card in cards)
    return sum(memory is not None and memory.first == today for memory in memories)


def first_due(waiting: Iterable[Memory]) -> tuple[date | None, datetime | None]:
    """Return the study day on which the first of these is due, and the time if it has one."""
    dues = [(memory.due_day, memory.due_at) for memory in waiting]
    return min(dues, key=lambda due: (due[0], due[1] or LATEST), default=(None, None))


def longest_due(entry: tuple[Memory, Askable]) -> tuple[date, str]:
    """Sort key for a memory and its card."""
    memory, card = entry
    return memory.due_day, card.id


def rotated(cards: Iterable[Askable]) -> list[Askable]:
    """Return fundamentals and easy cards first, and topics in turn among those: interleaving helps learning.

    A card comes the later the harder it is and the further its topic is from the fundamentals: an easy card about
    transformers with a hard one about gradient descent. In a topic, general questions come before traps.
    """
    turns: dict[tuple[Level, str], int] = {}
    keys: list[tuple[int, int, int, int, int, Askable]] = []
    for number, card in enumerate(sorted(cards, key=lambda card: card.kind is Kind.TRAP)):
        turn = turns.get((card.level, card.topic), 0)
        turns[card.level, card.topic] = turn + 1
        level, stage = LEVELS.index(card.level), decks.stage(card.topic)
        keys.append((level + stage, level, turn, decks.place(card.topic), number, card))
    return [card for *_, card in sorted(keys, key=lambda key: key[:5])]
