"""How well each topic was recalled week by week, and how far its cards have come: the facts of the heat map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from nnprep.learner.history.events import Event
from nnprep.learner.schedule.fsrs_model import mean_recall
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.stats.card_states import is_firm

if TYPE_CHECKING:
    from nnprep.content.askable import Askable

WEEKS = 12
"""How many weeks are looked at; the last one is the week of today."""
STEPS = (0.25, 0.5, 0.75)
"""Shares missed from which steps 2, 3 and 4 of a heat map begin; step 1 is any share, and step 0 nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What was asked about a topic in one week."""

    answers: int
    missed: int
    """Answers graded *again*."""

    @property
    def step(self) -> int:
        """How weak it was: 0 if nothing was missed, up to 4; only if something was asked."""
        return self.missed and 1 + sum(self.missed / self.answers >= share for share in STEPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHeat:
    """One topic over time, and its cards by state; suspended cards don't count."""

    name: str
    weeks: tuple[Week, ...]
    """The last `WEEKS` weeks, the oldest first; weeks begin on Monday."""
    new: int
    """Cards never asked."""
    learning: int
    """Cards asked, but not firm yet."""
    firm: int
    """Cards remembered for more than three weeks."""
    predicted: float | None
    """Mean predicted recall tomorrow of the cards that were asked before; None if there are none."""

    @property
    def answers(self) -> int:
        """Answers in all these weeks."""
        return sum(week.answers for week in self.weeks)

    @property
    def missed(self) -> int:
        """Answers graded *again* in all these weeks."""
        return sum(week.missed for week in self.weeks)

    @property
    def strength(self) -> float:
        """How well it's remembered: as predicted for tomorrow, or else as it was recalled."""
        if self.predicted is not None:
            return self.predicted
        return 1 - self.missed / self.answers if self.answers else 1.0


def weak_topics(
    answers: Iterable[Event],
    cards: Sequence[Askable],
    state: LearnerState,
    today: date,
    is_recalled: Callable[[Event], bool],
) -> tuple[TopicHeat, ...]:
    """Return all topics, the weakest first; those never asked come last, in the cards' order."""
    topic_of = {card.id: card.topic for card in cards}
    first = first_monday(today)
    results: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for event in answers:
        week = (event.day - first).days // 7
        if event.subject in topic_of and 0 <= week < WEEKS:
            results[topic_of[event.subject], week].append(is_recalled(event))
    names: dict[str, list[str]] = defaultdict(list)
    for card in cards:
        names[card.topic].append(card.id)
    topics = [
        heat_of(topic, ids, state, today, [results[topic, week] for week in range(WEEKS)])
        for topic, ids in names.items()
    ]
    return tuple(
        sorted(
            topics, key=lambda topic: (not (topic.answers or topic.learning or topic.firm), topic.strength)
        )
    )


def heat_of(
    topic: str, ids: Sequence[str], state: LearnerState, today: date, weeks: Iterable[Sequence[bool]]
) -> TopicHeat:
    """Return one topic; `weeks` holds whether each answer of a week was recalled."""
    memories = [state.memories[name] for name in ids if name in state.memories]
    asked = [state.memories[name] for name in ids if name in state.memories and name not in state.suspended]
    firm = sum(map(is_firm, asked))
    return TopicHeat(
        name=topic,
        weeks=tuple(Week(answers=len(each), missed=each.count(False)) for each in weeks),
        new=sum(name not in state.memories and name not in state.suspended for name in ids),
        learning=len(asked) - firm,
        firm=firm,
        predicted=mean_recall(memories, today + timedelta(days=1)),
    )


def first_monday(today: date) -> date:
    """Return the first day of the oldest week."""
    return today - timedelta(days=today.weekday()) - timedelta(weeks=WEEKS - 1)
