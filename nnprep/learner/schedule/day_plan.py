"""Today's deck of the plan for an interview, kept until something changes it: planning takes a while."""

from __future__ import annotations

from binascii import crc32
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from nnprep.named_tuple import NamedTuple

if TYPE_CHECKING:
    from nnprep.content.askable import Askable
    from nnprep.learner.schedule.memory import Memory


class DayPlan(NamedTuple):
    """A deck, and what it was made of."""

    position: int
    """Of the last event that it takes into account."""
    cards: int
    """A checksum of the cards that there were."""
    made_at: datetime
    valid_until: datetime
    """When the next card becomes due within the day; the study day's end is another limit."""
    day: date
    """The study day."""
    due: tuple[str, ...]
    new: tuple[str, ...]
    next_day: date | None
    next_at: datetime | None
    unseen: int

    def holds(self, cards: Iterable[Askable], position: int, now: datetime, day: date) -> bool:
        """Return whether nothing has changed since."""
        current = self.position == position and self.day == day and self.made_at <= now < self.valid_until
        return current and self.cards == checksum(cards)


def next_time(memories: Iterable[Memory], now: datetime) -> datetime:
    """Return when the next of these becomes due within a day; the end of time if none does."""
    dues = (memory.due_at for memory in memories if memory.due_at is not None and memory.due_at > now)
    return min(dues, default=NEVER)


def checksum(cards: Iterable[Askable]) -> int:
    """Return a number that changes with the cards, their order, and whatever else decides which come first."""
    return crc32("\n".join(f"{card.id} {card.kind} {card.level} {card.topic}" for card in cards).encode())


def as_json(plan: DayPlan) -> list[Any]:
    """Return a JSON value that `from_json` reads: the fields in their order."""
    return [value.isoformat() if isinstance(value, date) else value for value in plan]


def from_json(value: list[Any]) -> DayPlan:
    """Return what `as_json` wrote. Raises ValueError or TypeError for anything else."""
    position, cards, made_at, valid_until, day, due, new, next_day, next_at, unseen = value
    return DayPlan(
        position=position,
        cards=cards,
        made_at=datetime.fromisoformat(made_at),
        valid_until=datetime.fromisoformat(valid_until),
        day=date.fromisoformat(day),
        due=tuple(due),
        new=tuple(new),
        next_day=date.fromisoformat(next_day) if next_day else None,
        next_at=datetime.fromisoformat(next_at) if next_at else None,
        unseen=unseen,
    )


NEVER = datetime.max.replace(tzinfo=UTC)
