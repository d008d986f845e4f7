"""What to do each day until the interview, planned backwards from it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from nnprep.memory.deck import Deck, begun, rotated
from nnprep.memory.events import study_day
from nnprep.memory.grades import Grade
from nnprep.memory.schedule import Learned, graded, midnight, recall
from nnprep.memory.standing import Standing

if TYPE_CHECKING:
    from nnprep.memory.deck import Askable

FEWEST_NEW = 5
"""New cards a day even where fewer would do: what is learned early can still be repeated."""
DAY = timedelta(days=1)


class Forecast(NamedTuple):
    """What will be remembered of some cards on the day of the interview."""

    topic: str
    cards: int
    seen: int
    """How many of them were graded at least once."""
    now: float
    """Mean probability of recall on that day if nothing is done any more; new cards count as 0."""
    planned: float
    """The same if the plan is followed and every answer is *good*."""


class Plan(NamedTuple):
    """What to do until the interview."""

    interview: date
    today: date
    topics: tuple[Forecast, ...]
    total: Forecast
    """Of all cards together; its topic is empty."""
    calendar: dict[date, tuple[int, int]]
    """Study day -> reviews and new cards on it, from today to the eve of the interview."""
    reviews: tuple[str, ...]
    """Ids of the cards to repeat today."""
    new: tuple[str, ...]
    """Ids of the new cards for today."""

    @property
    def days(self) -> int:
        """Days left; 0 on the day itself, negative after it."""
        return (self.interview - self.today).days


def make_plan(cards: Sequence[Askable], standing: Standing, today: date, interview: date) -> Plan:
    """Return the plan for these cards.

    It begins at the end: every card should be recalled with nine tenths probability on the day, so each is repeated
    whenever FSRS says that it falls below that, for the last time on the eve at the latest; new cards are
    introduced early enough to be repeated once.
    """
    asked = [card for card in cards if card.id not in standing.suspended]
    days = [today + number * DAY for number in range(max(1, (interview - today).days))]
    fresh = rotated([card for card in asked if card.id not in standing.learned])
    started = begun(cards, standing, today)
    first_days = introductions([card.id for card in fresh], days[:-1] or days, started)
    reviews: dict[date, list[tuple[float, str]]] = defaultdict(list)
    outlook: dict[str, tuple[float, float]] = {}
    for card in asked:
        before = standing.learned.get(card.id)
        later, after = course(before, first_days.get(card.id, today), days[-1], interview)
        for day, stability in later:
            reviews[day].append((stability, card.id))
        now = 0.0 if before is None else recall(before, interview)
        outlook[card.id] = now, now if after is None else recall(after, interview)
    level(reviews, days)
    new = {day: [name for name, first in first_days.items() if first == day] for day in days}
    topics = dict.fromkeys(card.topic for card in asked)
    return Plan(
        interview=interview,
        today=today,
        topics=tuple(forecast(t, [c for c in asked if c.topic == t], standing, outlook) for t in topics),
        total=forecast("", asked, standing, outlook),
        calendar={day: (len(reviews[day]), len(new[day])) for day in days},
        reviews=tuple(name for _, name in sorted(reviews[today])),
        new=tuple(new[today]),
    )


def introductions(names: Sequence[str], days: Sequence[date], started: int) -> dict[str, date]:
    """Return on which day each new card is asked first: evenly, rather early than late.

    `started` new cards were asked today already.
    """
    quota = max(FEWEST_NEW, math.ceil((len(names) + started) / len(days)))
    started = min(started, quota) if len(days) > 1 else 0
    return {name: days[min((number + started) // quota, len(days) - 1)] for number, name in enumerate(names)}


def course(
    memory: Learned | None, start: date, eve: date, interview: date
) -> tuple[list[tuple[date, float]], Learned | None]:
    """Return a card's reviews until the eve, each with the stability before it, and what is remembered then.

    `start` is today, or the day on which a new card is asked first; every answer is taken to be *good*.
    """
    reviews: list[tuple[date, float]] = []
    if memory is None:
        memory, last = graded(None, Grade.GOOD, midnight(start), start), start
    else:
        last = start - DAY
    while memory.due_day <= interview and last < eve:
        day = min(max(memory.due_day, last + DAY), eve)
        reviews.append((day, memory.stability))
        memory, last = graded(memory, Grade.GOOD, midnight(day), day), day
    return reviews, memory


def level(reviews: dict[date, list[tuple[float, str]]], days: Sequence[date]) -> None:
    """Move reviews from crowded days to the day before, the most stable first: those lose least by it."""
    limit = max(FEWEST_NEW, math.ceil(sum(map(len, reviews.values())) / len(days)) + FEWEST_NEW)
    for later, earlier in zip(reversed(days), reversed(days[:-1]), strict=False):
        reviews[later].sort()
        taken = {name for _, name in reviews[earlier]}
        movable = [entry for entry in reviews[later][limit:] if entry[1] not in taken]
        reviews[earlier] += movable
        reviews[later] = [entry for entry in reviews[later] if entry not in movable]


def forecast(
    topic: str, cards: Sequence[Askable], standing: Standing, outlook: dict[str, tuple[float, float]]
) -> Forecast:
    """Return the means over some cards."""
    count = max(1, len(cards))
    return Forecast(
        topic=topic,
        cards=len(cards),
        seen=sum(card.id in standing.learned for card in cards),
        now=sum(outlook[card.id][0] for card in cards) / count,
        planned=sum(outlook[card.id][1] for card in cards) / count,
    )


def deal_for(cards: Sequence[Askable], standing: Standing, now: datetime, *, count: int | None) -> Deck:
    """Return what the plan for the interview asks today; after the interview, what is due."""
    from nnprep.memory.deck import deal

    today = study_day(now)
    if standing.interview is None or standing.interview < today:
        return deal(cards, standing, now, today, count=count)
    plan = make_plan(cards, standing, today, standing.interview)
    by_id = {card.id: card for card in cards}
    usual = deal(cards, standing, now, today, count=None, new=0)
    names = dict.fromkeys([*(card.id for card in usual.due), *plan.reviews])
    # What was graded today is done for today unless a short step says otherwise.
    done = {name for name, memory in standing.learned.items() if memory.day == today}
    done -= {card.id for card in usual.due}
    due = tuple(by_id[name] for name in names if name not in done)[:count]
    room = len(plan.new) if count is None else count - len(due)
    return Deck(due=due, new=tuple(by_id[name] for name in plan.new[: max(0, room)]))
