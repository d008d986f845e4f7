"""The learner's progress: the facts of `nnprep stats`, computed from the log each time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from nnprep.content.cards import Card
from nnprep.learner.grades import Grade, as_grade
from nnprep.learner.history.events import WORK, Event, EventKind
from nnprep.learner.schedule.agenda import streak
from nnprep.learner.schedule.fsrs_model import mean_recall
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.schedule.retention import desired_retention
from nnprep.learner.stats.card_states import States, coming, states
from nnprep.learner.stats.weak_topics import TopicHeat, weak_topics

if TYPE_CHECKING:
    from datetime import datetime

RECALLED = Grade.HARD
"""The lowest grade that counts as recalled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """How often something was recalled when it was asked."""

    name: str
    answers: int
    recalled: int
    """Answers graded better than *again*."""
    predicted: float | None = None
    """Mean predicted recall tomorrow of the cards that were asked before; None if there are none, or not by topic.

    Not today: what was answered a minute ago, right or wrong, is predicted to be recalled for certain.
    """

    @property
    def share(self) -> float:
        """The share recalled; 0 if nothing was asked."""
        return self.recalled / self.answers if self.answers else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How often a card was recalled when it was asked in a certain wording."""

    card: str
    text: str
    answers: int
    recalled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrapRecord:
    """The learner's verdicts on the claim of a trap."""

    card: str
    verdicts: int
    fallen: int
    """How many verdicts were wrong."""
    last_fell: bool
    """Whether the last one was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """How often the learner was right when this sure."""

    confidence: int
    """In percent."""
    answers: int
    recalled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Everything that `nnprep stats` shows about cards and days."""

    states: States
    coming: dict[date, int]
    """Study day -> cards that become due on it: seven days from today, which includes all that are overdue."""
    topics: tuple[Recall, ...]
    weak: tuple[TopicHeat, ...]
    """All topics week by week, the weakest first; those never asked come last."""
    phrasings: tuple[Recall, ...]
    """By wording: the main one of each card, then the others."""
    missed: tuple[Wording, ...]
    """The other wordings that weren't always recalled, the worst first."""
    traps: tuple[TrapRecord, ...]
    sureness: tuple[Sureness, ...]
    brier: float | None
    """Mean squared difference between confidence and outcome: 0 is best, 0.25 is guessing; None without confidence."""
    days: dict[date, int]
    """Study day -> how much was done."""
    streak: int
    """Days in a row with work, up to today or yesterday."""
    answers: int
    crammed: int
    """How many of them were given while cramming: these count neither by topic nor by wording."""
    median_seconds: float | None
    """Of the time until the answer was shown."""
    in_time: float | None
    """The share of answers within their target."""
    desired_retention: float
    """The probability of recall at which a card becomes due."""


def progress(
    events: Sequence[Event], cards: Sequence[Card], state: LearnerState, now: datetime, today: date
) -> Progress:
    """Return the learner's progress; `events` are in order, without undone ones."""
    answers = [e for e in events if e.kind in (EventKind.REVIEW, EventKind.PRACTICE) and grade_of(e)]
    reviews = [e for e in answers if e.kind == EventKind.REVIEW]
    days = Counter(event.day for event in events if event.kind in WORK)
    seconds = [e.data["seconds"] for e in answers if isinstance(e.data.get("seconds"), int | float)]
    timed = [e for e in answers if e.data.get("seconds") is not None and e.data.get("target_seconds")]
    in_time = [e.data["seconds"] <= e.data["target_seconds"] for e in timed]
    sure = calibration(answers)
    return Progress(
        states=states(cards, state, now, today),
        coming=coming(cards, state, today),
        topics=by_topic(reviews, cards, state, today),
        weak=weak_topics(reviews, cards, state, today, is_recalled),
        phrasings=by_phrasing(reviews),
        missed=missed_wordings(reviews, cards),
        traps=trap_records(answers),
        sureness=sure,
        brier=brier(answers),
        days=dict(days),
        streak=streak(days, today),
        answers=len(answers),
        crammed=len(answers) - len(reviews),
        median_seconds=median(seconds) if seconds else None,
        in_time=sum(in_time) / len(in_time) if in_time else None,
        desired_retention=desired_retention(),
    )


def grade_of(event: Event) -> int:
    """Return an answer's grade; 0 if this version doesn't know it."""
    return as_grade(event.data.get("grade")) or 0


def is_recalled(event: Event) -> bool:
    """Return whether an answer was graded better than *again*."""
    return grade_of(event) >= RECALLED


def by_topic(
    answers: Sequence[Event], cards: Sequence[Card], state: LearnerState, today: date
) -> tuple[Recall, ...]:
    """Return how well each topic was recalled, in the cards' order."""
    topic_of = {card.id: card.topic for card in cards}
    topics = []
    for topic in dict.fromkeys(topic_of.values()):
        mine = [grade_of(event) for event in answers if topic_of.get(event.subject) == topic]
        memories = [
            state.memories[card.id] for card in cards if card.topic == topic and card.id in state.memories
        ]
        predicted = mean_recall(memories, today + timedelta(days=1))
        recalled = sum(grade >= RECALLED for grade in mine)
        topics.append(Recall(name=topic, answers=len(mine), recalled=recalled, predicted=predicted))
    return tuple(topics)


def by_phrasing(answers: Iterable[Event]) -> tuple[Recall, ...]:
    """Return how well the main wordings and the others were recalled; knowing only the main ones is rote learning."""
    groups: dict[str, list[int]] = {"main wordings": [], "other wordings": []}
    for event in answers:
        groups["other wordings" if phrasing(event) else "main wordings"].append(grade_of(event))
    return tuple(
        Recall(name=name, answers=len(grades), recalled=sum(grade >= RECALLED for grade in grades))
        for name, grades in groups.items()
        if grades
    )


def missed_wordings(answers: Iterable[Event], cards: Iterable[Card]) -> tuple[Wording, ...]:
    """Return the wordings other than the main ones that weren't always recalled, the worst first."""
    groups: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for event in answers:
        groups[event.subject, phrasing(event)].append(grade_of(event) >= RECALLED)
    missed = [
        Wording(card=card.id, text=text, answers=len(each), recalled=sum(each))
        for card in cards
        for number, text in enumerate(card.phrasings, start=1)
        if (each := groups.get((card.id, number), [])) and not all(each)
    ]
    return tuple(sorted(missed, key=lambda each: (each.recalled - each.answers, each.card, each.text)))


def phrasing(event: Event) -> int:
    """Return the number of the wording in which a card was asked; 0 is the main one."""
    number = event.data.get("phrasing")
    return number if isinstance(number, int) else 0


def trap_records(answers: Iterable[Event]) -> tuple[TrapRecord, ...]:
    """Return the traps with a verdict; those that the learner fell for the last time come first."""
    fell: dict[str, list[bool]] = defaultdict(list)
    for event in answers:
        if isinstance(event.data.get("fell"), bool):
            fell[event.subject].append(event.data["fell"])
    traps = [
        TrapRecord(card=card, verdicts=len(each), fallen=sum(each), last_fell=each[-1])
        for card, each in fell.items()
    ]
    return tuple(sorted(traps, key=lambda trap: (not trap.last_fell, -trap.fallen, trap.card)))


def calibration(answers: Iterable[Event]) -> tuple[Sureness, ...]:
    """Return how often the learner was right, by confidence."""
    groups: dict[int, list[bool]] = defaultdict(list)
    for sure, right in estimates(answers):
        groups[sure].append(right)
    return tuple(
        Sureness(confidence=sure, answers=len(each), recalled=sum(each))
        for sure, each in sorted(groups.items())
    )


def brier(answers: Iterable[Event]) -> float | None:
    """Return the Brier score of the learner's confidence (Brier 1950, the form for two outcomes)."""
    errors = [(sure / 100 - right) ** 2 for sure, right in estimates(answers)]
    return sum(errors) / len(errors) if errors else None


def estimates(answers: Iterable[Event]) -> list[tuple[int, bool]]:
    """Return `(confidence in percent, recalled)` of the answers with a confidence."""
    sure = [(event.data.get("confidence"), grade_of(event) >= RECALLED) for event in answers]
    return [(int(confidence), right) for confidence, right in sure if isinstance(confidence, int)]


def as_object(facts: Progress) -> dict[str, Any]:
    """Return the facts as a JSON object."""
    value = asdict(facts)
    for name in ("days", "coming"):
        value[name] = {day.isoformat(): count for day, count in sorted(value[name].items())}
    return value
