"""Which cards are asked, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from nnprep.content.cards import Kind, Level
from nnprep.memory.standing import Standing

NEW_A_DAY = 10
"""New cards in a session of no stated length: more are forgotten faster than learned."""


if TYPE_CHECKING:

    class Askable(Protocol):
        """A card, or the heading of one."""

        @property
        def id(self) -> str: ...
        @property
        def kind(self) -> Kind: ...
        @property
        def level(self) -> Level: ...
        @property
        def topic(self) -> str: ...


class Deck(NamedTuple):
    """The cards of a session, in order: what is due, then what is new."""

    due: tuple[Askable, ...]
    new: tuple[Askable, ...]
    next_day: date | None = None
    """The study day on which the next of the other cards is due; None if none is waiting."""

    @property
    def cards(self) -> tuple[Askable, ...]:
        """All cards of the session."""
        return self.due + self.new


def fitting(
    cards: Iterable[Askable], *, level: Level | None = None, topic: str | None = None, traps: bool = False
) -> tuple[Askable, ...]:
    """Return the cards that fit a learner's wishes."""
    return tuple(
        card
        for card in cards
        if (level is None or card.level == level)
        and (topic is None or card.topic == topic)
        and (not traps or card.kind == Kind.TRAP)
    )


def deal(
    cards: Sequence[Askable],
    standing: Standing,
    now: datetime,
    today: date,
    *,
    count: int | None = None,
    new: int = NEW_A_DAY,
) -> Deck:
    """Return what to ask now: first what has been due longest, then up to `new` new cards.

    With `count`, that many cards at most, and as many of them new as are needed to reach it. Without, new cards that
    were asked today already count towards `new`.
    """
    new -= begun(cards, standing, today)
    asked = [card for card in cards if card.id not in standing.suspended]
    known = [(standing.learned[card.id], card) for card in asked if card.id in standing.learned]
    due = [card for memory, card in sorted(known, key=longest_due) if memory.is_due(now, today)]
    fresh = rotated([card for card in asked if card.id not in standing.learned])
    waiting = [memory.due_day for memory, _ in known if not memory.is_due(now, today)]
    if count is not None:
        due = due[:count]
        new = count - len(due)
    return Deck(due=tuple(due), new=tuple(fresh[: max(0, new)]), next_day=min(waiting, default=None))


def begun(cards: Iterable[Askable], standing: Standing, today: date) -> int:
    """Return how many of these cards were asked today for the first time, however often since."""
    known = (standing.learned.get(card.id) for card in cards)
    return sum(memory is not None and memory.first == today for memory in known)


def longest_due(entry: tuple[object, Askable]) -> tuple[date, str]:
    """Sort key of something learned and its card."""
    memory, card = entry
    return memory.due_day, card.id  # type: ignore[attr-defined]


def cram(cards: Sequence[Askable], standing: Standing, today: date, *, count: int | None = None) -> Deck:
    """Return the cards that would be answered worst today, new ones before all; due dates do not matter."""
    from nnprep.memory.schedule import recall

    asked = [card for card in cards if card.id not in standing.suspended]
    fresh = rotated([card for card in asked if card.id not in standing.learned])
    known = [card for card in asked if card.id in standing.learned]
    known.sort(key=lambda card: (recall(standing.learned[card.id], today), card.id))
    chosen = (fresh + known)[:count]
    return Deck(due=tuple(chosen), new=())


def rotated(cards: Iterable[Askable]) -> list[Askable]:
    """Return easy cards first, and within a level one topic after the other: mixing helps learning."""
    seen: dict[tuple[Level, str], int] = {}
    keys: list[tuple[int, int, int, Askable]] = []
    for place, card in enumerate(cards):
        turn = seen.get((card.level, card.topic), 0)
        seen[card.level, card.topic] = turn + 1
        keys.append((LEVELS.index(card.level), turn, place, card))
    return [card for *_, card in sorted(keys, key=lambda key: key[:3])]


LEVELS = tuple(Level)
