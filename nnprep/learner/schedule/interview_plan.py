"""What to do each day until the interview, planned backwards from it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from nnprep.learner.grades import Grade
from nnprep.learner.history.events import study_day
from nnprep.learner.schedule.due_cards import (
    READING,
    USUAL_TARGET,
    Deck,
    deal,
    new_today,
    rotated,
    target_seconds,
)
from nnprep.learner.schedule.final_visits import SHARES, WORTH, Candidate, final_days, gain
from nnprep.learner.schedule.fsrs_model import DAY, graded, midnight, recall
from nnprep.learner.schedule.learner_state import LearnerState, is_close
from nnprep.named_tuple import NamedTuple

if TYPE_CHECKING:
    from nnprep.content.askable import Askable
    from nnprep.learner.schedule.memory import Memory

FEWEST_NEW = 5
"""New cards a day even if fewer would do: what is learned early can still be repeated."""
EARLY = 0.5
"""The share of the days on which new cards are introduced: what comes later can't be repeated often enough."""
MOST_NEW = 40
"""New cards a day, however little time is left: an hour's work, and more than that doesn't stay."""
EVENING = 120
"""Minutes of cards on the eve; new ones only fill what repetitions leave of them, and more is too much."""
REST = 4
"""In so many days before the interview, a card that is due waits for its final visit, unless it's weak."""
WEAK = 8.0
"""Stability in days; less, and one visit on the last days doesn't make a card sure."""
UNSURE = 0.94
"""The predicted recall at which a weak card is asked again in the last days."""
SLACK = 5
"""How many visits more than the mean a day may have before some are moved to the day before."""


class Forecast(NamedTuple):
    """What will be remembered of some cards on the day of the interview, if every answer is *good*."""

    topic: str
    cards: int
    seen: int
    """How many of them were graded at least once."""
    now: float
    """Mean probability of recall on that day if no more work is done; cards not seen count as 0."""
    planned: float
    """The same if the plan is followed; cards left out, or only shown once, on the last day, count as 0 too."""
    unseen: int
    """How many cards count as 0 in `planned`."""


class Visit(NamedTuple):
    """A day on which a card that was seen before is to be asked again."""

    stability: float
    """In days, before the visit."""
    card: str
    """Its id."""
    earliest: date
    """The day after the card's previous visit, so that it's never asked twice on one day."""


class Plan(NamedTuple):
    """What to do until the interview."""

    interview: date
    today: date
    topics: tuple[Forecast, ...]
    total: Forecast
    """Of all cards together; its topic is empty."""
    calendar: dict[date, tuple[int, int]]
    """Study day -> number of reviews and of new cards, from today to the eve of the interview."""
    deck: Deck
    """What to ask now."""
    left_out: int
    """How many new cards the plan leaves out, because there is no time for them: the last in their order."""

    @property
    def days(self) -> int:
        """Days left; 0 on the day itself, negative after it."""
        return (self.interview - self.today).days

    @property
    def minutes(self) -> int:
        """About how long today's cards take."""
        return self.deck.minutes

    @property
    def commands(self) -> tuple[str, ...]:
        """What to type next, the first command first: on the eve the plan, on the day itself whatever is weakest."""
        cram = ("nnprep quiz --cram",) if is_close(self.interview, self.today) else ()
        quiz = ("nnprep quiz",) if self.deck.cards else ()
        return (cram + quiz if self.days == 0 else quiz + cram) or ("nnprep",)


def make_plan(cards: Sequence[Askable], state: LearnerState, now: datetime, interview: date) -> Plan:
    """Return the plan for these cards; `now` is the learner's clock.

    It starts from the end: recall on the day itself counts. So new cards are introduced in the first half, which
    leaves time to repeat them; each card is repeated when it's due, and once more in the last days if that makes it
    surer. Shortly before that, only weak cards are repeated: the others would be asked twice in a few days. New cards
    that don't fit are left out. What was asked today waits until tomorrow, unless it failed.
    """
    today = study_day(now)
    asked = [card for card in cards if card.id not in state.suspended]
    days = [today + number * DAY for number in range(max(1, (interview - today).days))]
    fresh = rotated(card for card in asked if card.id not in state.memories)
    seen = [card for card in asked if card.id in state.memories]
    new_days, started = days[: days_with_new(len(days))], new_today(cards, state, today)
    most = MOST_NEW if len(days) > 1 else room_on_the_eve(seen, state, now, interview)
    fitting = fresh[: max(0, most * len(new_days) - started)]
    first_days = introductions([card.id for card in fitting], new_days, started)
    visits = planned_visits([*seen, *fitting], state, first_days, days, interview, now)
    outlook = outlooks(asked, state, first_days, visits, days[-1], interview)
    topics = dict.fromkeys(card.topic for card in asked)
    return Plan(
        interview=interview,
        today=today,
        topics=tuple(forecast(t, [c for c in asked if c.topic == t], state, outlook) for t in topics),
        total=forecast("", asked, state, outlook),
        calendar={day: (len(visits[day]), list(first_days.values()).count(day)) for day in days},
        deck=todays_deck(
            [card for card in fitting if first_days[card.id] == today], asked, visits, state, now, today
        ),
        left_out=len(fresh) - len(fitting),
    )


def planned_visits(
    cards: Iterable[Askable],
    state: LearnerState,
    first_days: dict[str, date],
    days: Sequence[date],
    interview: date,
    now: datetime,
) -> dict[date, list[Visit]]:
    """Return the visits of each of the `days`, if every answer is *good*."""
    today, eve = days[0], days[-1]
    visits: dict[date, list[Visit]] = defaultdict(list)
    candidates: list[Candidate] = []
    answered = 0
    for card in cards:
        if card.id in first_days:
            memory, earliest = introduced(first_days[card.id]), first_days[card.id] + DAY
        else:
            memory = state.memories[card.id]
            earliest = today if memory.day < today or memory.is_due(now, today) else today + DAY
            answered += memory.first < memory.day == today < earliest
        for day, visit in course(card.id, memory, earliest, eve, interview):
            visits[day].append(visit)
            memory, earliest = graded(memory, Grade.GOOD, midnight(day), day), day + DAY
        if earliest <= eve and gain(memory, eve, interview) >= WORTH:
            candidates.append(Candidate(memory.stability, card.id, earliest))
    level(visits, days)
    last = days[-len(SHARES) :]
    finals = final_days(
        candidates, last, [len(visits[day]) for day in last], answered=answered if last[0] == today else 0
    )
    for each in candidates:
        visits[finals[each.card]].append(Visit(*each))
    return visits


def days_with_new(count: int) -> int:
    """Return on how many of so many days new cards are introduced: the first half, and never the eve."""
    return max(1, min(count - 1, math.ceil(count * EARLY)))


def room_on_the_eve(seen: Sequence[Askable], state: LearnerState, now: datetime, interview: date) -> int:
    """Return how many new cards fit into the last evening, besides those that are repeated or were today."""
    today = study_day(now)
    known = [card for card in seen if state.memories[card.id].first < today]
    planned = {visit.card for visit in planned_visits(known, state, {}, [today], interview, now)[today]}
    repeated = [card for card in known if card.id in planned or state.memories[card.id].day == today]
    left = EVENING * 60 - sum(target_seconds(card) + READING for card in repeated)
    return min(MOST_NEW, max(0, left // (USUAL_TARGET + READING)))


def introductions(names: Sequence[str], days: Sequence[date], started: int) -> dict[str, date]:
    """Return the day on which each new card is asked first: spread evenly, early rather than late.

    `started` new cards were asked today already and count toward today's share; more of them than that don't delay
    the others any further.
    """
    quota = max(FEWEST_NEW, math.ceil((len(names) + started) / len(days)))
    return {name: days[(number + min(started, quota)) // quota] for number, name in enumerate(names)}


def introduced(day: date) -> Memory:
    """Return the memory of a new card after a first good answer on a day."""
    return graded(None, Grade.GOOD, midnight(day), day)


def course(card: str, memory: Memory, earliest: date, eve: date, interview: date) -> list[tuple[date, Visit]]:
    """Return a card's visits, from the `earliest` day to the eve, if every answer is *good*.

    Its final visit is not among them.
    """
    visits: list[tuple[date, Visit]] = []
    while (day := next_visit(memory, earliest, interview)) is not None and day <= eve:
        visits.append((day, Visit(memory.stability, card, earliest)))
        memory, earliest = graded(memory, Grade.GOOD, midnight(day), day), day + DAY
    return visits


def next_visit(memory: Memory, earliest: date, interview: date) -> date | None:
    """Return the day on which a card is asked next, or None if it waits for its final visit.

    That's when it's due; in the last days only if it's weak, and then a little sooner.
    """
    day, rest = max(memory.due_day, earliest), interview - REST * DAY
    if day < rest:
        return day
    if memory.stability >= WEAK:
        return None
    first = max(earliest, rest)
    sooner = (first + number * DAY for number in range((day - first).days))
    return next((each for each in sooner if recall(memory, each) <= UNSURE), day)


def level(visits: dict[date, list[Visit]], days: Sequence[date]) -> None:
    """Move visits from crowded days to the day before, the most stable first, because they lose the least by it."""
    limit = math.ceil(sum(map(len, visits.values())) / len(days)) + SLACK
    for later, earlier in zip(reversed(days), reversed(days[:-1]), strict=False):
        visits[later].sort()
        movable = [visit for visit in visits[later][limit:] if visit.earliest <= earlier]
        visits[earlier] += movable
        visits[later] = [visit for visit in visits[later] if visit not in movable]


def outlooks(
    cards: Iterable[Askable],
    state: LearnerState,
    first_days: dict[str, date],
    visits: dict[date, list[Visit]],
    eve: date,
    interview: date,
) -> dict[str, tuple[float, float | None]]:
    """Return each card's recall on the day: without more work, and with the plan (None if not seen in time)."""
    days: dict[str, list[date]] = defaultdict(list)
    for day in sorted(visits):
        for visit in visits[day]:
            days[visit.card].append(day)
    outlook: dict[str, tuple[float, float | None]] = {}
    for card in cards:
        memory = state.memories.get(card.id)
        now = 0.0 if memory is None else recall(memory, interview)
        if memory is None:
            # Seeing a card once, on the last day, isn't remembering it; and some aren't seen at all.
            if first_days.get(card.id, eve) == eve:
                outlook[card.id] = now, None
                continue
            memory = introduced(first_days[card.id])
        for day in days[card.id]:
            memory = graded(memory, Grade.GOOD, midnight(day), day)
        outlook[card.id] = now, recall(memory, interview)
    return outlook


def forecast(
    topic: str,
    cards: Sequence[Askable],
    state: LearnerState,
    outlook: dict[str, tuple[float, float | None]],
) -> Forecast:
    """Return the means over some cards."""
    count = max(1, len(cards))
    return Forecast(
        topic=topic,
        cards=len(cards),
        seen=sum(card.id in state.memories for card in cards),
        now=sum(outlook[card.id][0] for card in cards) / count,
        planned=sum(outlook[card.id][1] or 0.0 for card in cards) / count,
        unseen=sum(outlook[card.id][1] is None for card in cards),
    )


def todays_deck(
    new: Sequence[Askable],
    cards: Sequence[Askable],
    visits: dict[date, list[Visit]],
    state: LearnerState,
    now: datetime,
    today: date,
) -> Deck:
    """Return today's part of the plan: what's due, then what's repeated early, then what's new."""
    by_id = {card.id: card for card in cards}
    usual = deal(cards, state, now, today, new=0)
    planned = [visit.card for visit in sorted(visits[today])]
    names = dict.fromkeys([*(card.id for card in usual.due if card.id in planned), *planned])
    later = min((day for day in visits if day > today and visits[day]), default=None)
    at = usual.next_at if usual.next_day == today else None
    return Deck(
        due=tuple(by_id[name] for name in names),
        new=tuple(new),
        next_day=today if at is not None else later,
        next_at=at,
        unseen=usual.unseen - len(new),
    )
