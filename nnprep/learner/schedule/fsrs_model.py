"""How a grade changes a memory, and how likely recall is: FSRS-6 as the `fsrs` library computes it.

The library counts whole 24-hour days between two reviews. nnprep passes the learner's study days (which begin at
4 a.m.), each as midnight UTC, so that a card asked late on Monday and early on Tuesday counts as one day apart. The
library's random fuzz is off: the same log always gives the same dates. Intervals of less than a day count from the
actual time.

The library takes as long to import as half of Python's start, so this module is imported only when it's needed.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

import fsrs

from nnprep.learner.grades import Grade
from nnprep.learner.schedule.memory import REVIEW, Memory
from nnprep.learner.schedule.retention import desired_retention

STEP = timedelta(minutes=10)
"""How soon something new or forgotten is asked again; later intervals are whole days."""
DAY = timedelta(days=1)

Grading = tuple[str, Grade, datetime, date]
"""Subject, grade, the time in UTC and its study day."""


def graded(before: Memory | None, grade: Grade, at: datetime, day: date) -> Memory:
    """Return the memory after one more grade; `before` is None for something new.

    `at` is the time in UTC, `day` its study day.
    """
    card, _ = scheduler().review_card(library_card(before), fsrs.Rating(grade), midnight(day))
    if before is None:
        return from_library(card, grade, at, day, reviews=1, lapses=0, first=day)
    lapses = before.lapses + (before.phase == REVIEW and grade is Grade.AGAIN)
    return from_library(card, grade, at, day, reviews=before.reviews + 1, lapses=lapses, first=before.first)


def replay(gradings: Iterable[Grading]) -> dict[str, Memory]:
    """Return the memory of each subject after all gradings, which must be in order.

    The same as `graded` one by one, but without converting to and from the library's cards each time.
    """
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


def recall(memory: Memory, day: date) -> float:
    """Return the predicted probability of recall on a study day (FSRS-6 forgetting curve)."""
    return scheduler().get_card_retrievability(library_card(memory), midnight(day))


def mean_recall(memories: Sequence[Memory], day: date) -> float | None:
    """Return the mean predicted probability of recall on a study day; None without memories."""
    return sum(recall(memory, day) for memory in memories) / len(memories) if memories else None


def from_library(
    card: fsrs.Card, grade: Grade, at: datetime, day: date, *, reviews: int, lapses: int, first: date
) -> Memory:
    """Return a memory from the library's state of a card that was just graded."""
    if card.stability is None or card.difficulty is None:
        raise ValueError("the card was never reviewed")
    interval = card.due - midnight(day)
    short = interval < DAY
    return Memory(
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


def library_card(memory: Memory | None) -> fsrs.Card:
    """Return the library's state of a memory, or of something new."""
    # Without an id, the library would take one from the clock and sleep for a millisecond.
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


def scheduler() -> fsrs.Scheduler:
    """Return the library's scheduler with nnprep's settings and the learner's. Raises SettingError."""
    return scheduler_for(desired_retention())


@functools.cache
def scheduler_for(retention: float) -> fsrs.Scheduler:
    """Return the library's scheduler for a desired retention."""
    return fsrs.Scheduler(
        desired_retention=retention, learning_steps=(STEP,), relearning_steps=(STEP,), enable_fuzzing=False
    )


@functools.cache
def midnight(day: date) -> datetime:
    """Return a study day as the library gets it."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
