"""Which cards are asked, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from nnprep.content.cards import Kind, Level
from nnprep.learner.grades import Grade
from nnprep.learner.history.events import study_day
from nnprep.learner.schedule.learner_state import Standing

if TYPE_CHECKING:
    from nnprep.content.askable import Askable
    from nnprep.learner.schedule.fsrs_model import Learned

NEW_A_DAY = 10
"""New cards in a session of no stated length: more are forgotten faster than learned."""


class Deck(NamedTuple):
    """The cards of a session, in order: what is due, then what is new."""

    due: tuple[Askable, ...]
    new: tuple[Askable, ...]
    next_day: date | None = None
    """The study day on which the next of the other cards is due; None if none is waiting."""
    next_at: datetime | None = None
    """The moment (UTC) at which it is due; None where only the day counts."""
    unseen: int = 0
    """How many cards were never asked and are not in the deck either."""

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


def deal_today(
    cards: Sequence[Askable],
    standing: Standing,
    now: datetime,
    *,
    only: Sequence[Askable] | None = None,
    count: int | None = None,
) -> Deck:
    """Return what to ask now. Whatever speaks of today, the quiz, home or the plan, asks this function.

    Until the interview it is what the plan for it says; else what is due and the day's new cards. `only` are the cards
    that the learner chose: all new ones of them are asked, whatever the day's limit, since they were asked for by
    name. `count` limits everything, and new cards fill it up.
    """
    today = study_day(now)
    if standing.interview is None or standing.interview < today:
        if only is None:
            return deal(cards, standing, now, today, count=count)
        return deal(only, standing, now, today, count=count, new=len(only))
    from nnprep.learner.schedule.interview_plan import make_plan

    planned = make_plan(cards, standing, now, standing.interview).deck
    if only is None and count is None:
        return planned
    fit = cards if only is None else only
    names = {card.id for card in fit}
    usual = deal(fit, standing, now, today, new=len(fit))
    due = tuple(card for card in planned.due if card.id in names)[:count]
    new = usual.new if count is None else usual.new[: count - len(due)]
    return usual._replace(due=due, new=new, unseen=len(usual.new) - len(new))


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
    asked = [card for card in cards if card.id not in standing.suspended]
    known = [(standing.learned[card.id], card) for card in asked if card.id in standing.learned]
    due = [card for memory, card in sorted(known, key=longest_due) if memory.is_due(now, today)]
    fresh = rotated([card for card in asked if card.id not in standing.learned])
    room = new - begun(cards, standing, today)
    if count is not None:
        due = due[:count]
        room = count - len(due)
    chosen = tuple(fresh[: max(0, room)])
    day, at = first_due([memory for memory, _ in known if not memory.is_due(now, today)])
    return Deck(due=tuple(due), new=chosen, next_day=day, next_at=at, unseen=len(fresh) - len(chosen))


def begun(cards: Iterable[Askable], standing: Standing, today: date) -> int:
    """Return how many of these cards were asked today for the first time, however often since."""
    known = (standing.learned.get(card.id) for card in cards)
    return sum(memory is not None and memory.first == today for memory in known)


def first_due(waiting: Iterable[Learned]) -> tuple[date | None, datetime | None]:
    """Return when the first of the cards that wait is due: its study day, and its moment if it has one."""
    dues = [(memory.due_day, memory.due_at) for memory in waiting]
    return min(dues, key=lambda due: (due[0], due[1] or LATEST), default=(None, None))


def longest_due(entry: tuple[Learned, Askable]) -> tuple[date, str]:
    """Sort key of something learned and its card."""
    memory, card = entry
    return memory.due_day, card.id


def is_close(interview: date | None, today: date) -> bool:
    """Return whether the interview is tomorrow or today, when going over everything is worth more than the schedule."""
    return interview is not None and timedelta() <= interview - today <= timedelta(days=1)


def cram(cards: Sequence[Askable], standing: Standing, today: date, *, count: int | None = None) -> Deck:
    """Return the cards that would be answered worst today; due dates do not matter.

    First come those that went badly while cramming today, then those not crammed today, new ones before all and the
    others by their recall; what went well today comes last, so that a second session goes on where the first ended.
    """
    from nnprep.learner.schedule.fsrs_model import recall

    asked = rotated([card for card in cards if card.id not in standing.suspended])

    def weakness(card: Askable) -> tuple[int, float]:
        day, grade = standing.practised.get(card.id, (None, None))
        if day == today and grade is not None:
            return (0 if grade < Grade.GOOD else 2), grade
        memory = standing.learned.get(card.id)
        return 1, 0.0 if memory is None else recall(memory, today)

    return Deck(due=tuple(sorted(asked, key=weakness)[:count]), new=())


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
LATEST = datetime.max.replace(tzinfo=UTC)
