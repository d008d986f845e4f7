"""When a card or an exercise is due: FSRS-6 as the `fsrs` library computes it, from the log alone.

The library counts whole 24-hour days between two reviews. It is fed the learner's study days (which begin
at 4 in the morning), each as midnight UTC, so that a card seen late on Monday and early on Tuesday counts
as one day apart. Its random fuzz is off: the same log always gives the same dates. Intervals below a day
count from the real moment.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from nnprep.learner.grades import Grade

if TYPE_CHECKING:
    import fsrs

STEP = timedelta(minutes=10)
"""How soon something new or forgotten is asked again; afterwards intervals are whole days."""
TARGET = 0.9
"""The probability of recall at which something becomes due."""


class Learned(NamedTuple):
    """What is remembered about a card or an exercise that was graded at least once."""

    stability: float
    """Days after which the probability of recall has fallen to nine tenths."""
    difficulty: float
    """From 1 to 10."""
    phase: int
    """1 learning, 2 review, 3 relearning: the numbers of the library."""
    step: int | None
    """Which short step it is in; None in the review phase."""
    day: date
    """The study day of the last review."""
    due_day: date
    """The study day on which it is due."""
    due_at: datetime | None
    """The moment (UTC) at which it is due; None where only the day counts."""
    reviews: int
    """How often it was graded."""
    lapses: int
    """How often it was graded *again* after it had left the learning phase."""
    grade: Grade
    """The last grade."""
    first: date
    """The study day of the first review."""

    def is_due(self, now: datetime, today: date) -> bool:
        """Return whether it is due at this moment of this study day."""
        if self.due_at is not None and today <= self.due_day:
            return now >= self.due_at
        return today >= self.due_day


def graded(
    before: Learned | None, grade: Grade, at: datetime, day: date, *, card: fsrs.Card | None = None
) -> Learned:
    """Return what is remembered after one more grade; `before` is None for something new.

    `at` is the moment in UTC, `day` its study day. `card` may be the library's own state of `before`.
    """
    import fsrs

    card = library_card(before) if card is None else card
    reviewed, _ = scheduler().review_card(card, fsrs.Rating(grade), midnight(day))
    return learned(reviewed, before, grade, at, day)


Grading = tuple[str, Grade, datetime, date]
"""Subject, grade, the moment in UTC and its study day."""


def replay(gradings: Iterable[Grading]) -> dict[str, Learned]:
    """Return what is remembered of each subject after all gradings, which come in their order."""
    import fsrs

    review = scheduler().review_card
    ratings = {grade: fsrs.Rating(grade) for grade in Grade}
    cards: dict[str, fsrs.Card] = {}
    counts: dict[str, list[int]] = {}
    first: dict[str, date] = {}
    last: dict[str, tuple[Grade, datetime, date]] = {}
    for subject, grade, at, day in gradings:
        card = cards.get(subject)
        if card is None:
            card = library_card(None)
            counts[subject] = [0, 0]
            first[subject] = day
        count = counts[subject]
        count[0] += 1
        count[1] += grade is Grade.AGAIN and card.state == fsrs.State.Review
        cards[subject], _ = review(card, ratings[grade], midnight(day))
        last[subject] = grade, at, day
    return {
        subject: from_library(
            card, *last[subject], reviews=counts[subject][0], lapses=counts[subject][1], first=first[subject]
        )
        for subject, card in cards.items()
    }


def recall(memory: Learned, day: date) -> float:
    """Return the predicted probability of recall on a study day (FSRS-6 forgetting curve)."""
    return scheduler().get_card_retrievability(library_card(memory), midnight(day))


def learned(card: fsrs.Card, before: Learned | None, grade: Grade, at: datetime, day: date) -> Learned:
    """Return the library's state after a review, counted on from `before`."""
    lapsed = before is not None and before.phase == 2 and grade is Grade.AGAIN
    return from_library(
        card,
        grade,
        at,
        day,
        reviews=(before.reviews if before else 0) + 1,
        lapses=(before.lapses if before else 0) + lapsed,
        first=before.first if before else day,
    )


def from_library(
    card: fsrs.Card, grade: Grade, at: datetime, day: date, *, reviews: int, lapses: int, first: date
) -> Learned:
    """Return the library's state of a reviewed card as a fact."""
    if card.stability is None or card.difficulty is None:
        raise ValueError("the card was never reviewed")
    interval = card.due - midnight(day)
    short = interval < timedelta(days=1)
    return Learned(
        stability=card.stability,
        difficulty=card.difficulty,
        phase=int(card.state),
        step=card.step,
        day=day,
        due_day=day if short else day + timedelta(days=interval.days),
        due_at=at + interval if short else None,
        reviews=reviews,
        lapses=lapses,
        grade=grade,
        first=first,
    )


def library_card(memory: Learned | None) -> fsrs.Card:
    """Return the library's state of something remembered, or of something new."""
    import fsrs

    # The library would take an id from the clock, and wait a millisecond for it; no id is needed.
    if memory is None:
        return fsrs.Card(card_id=0, due=datetime(2000, 1, 1, tzinfo=UTC))
    return fsrs.Card(
        card_id=0,
        state=fsrs.State(memory.phase),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=midnight(memory.due_day),
        last_review=midnight(memory.day),
    )


@functools.cache
def scheduler() -> fsrs.Scheduler:
    """Return the library's scheduler as nnprep uses it."""
    import fsrs

    return fsrs.Scheduler(
        desired_retention=TARGET, learning_steps=(STEP,), relearning_steps=(STEP,), enable_fuzzing=False
    )


@functools.cache
def midnight(day: date) -> datetime:
    """Return a study day as the library is fed it."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def as_json(memory: Learned) -> list[Any]:
    """Return a compact JSON value that `from_json` reads."""
    return [
        memory.stability,
        memory.difficulty,
        memory.phase,
        memory.step,
        memory.day.isoformat(),
        memory.due_day.isoformat(),
        memory.due_at.isoformat() if memory.due_at else None,
        memory.reviews,
        memory.lapses,
        int(memory.grade),
        memory.first.isoformat(),
    ]


def from_json(value: list[Any]) -> Learned:
    """Return what `as_json` wrote."""
    stability, difficulty, phase, step, day, due_day, due_at, reviews, lapses, grade, first = value
    return Learned(
        stability=stability,
        difficulty=difficulty,
        phase=phase,
        step=step,
        day=date.fromisoformat(day),
        due_day=date.fromisoformat(due_day),
        due_at=datetime.fromisoformat(due_at) if due_at else None,
        reviews=reviews,
        lapses=lapses,
        grade=Grade(grade),
        first=date.fromisoformat(first),
    )
