"""Today at a glance: what is due, what comes next, and the one command to type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from nnprep.learner.attempts import Record
from nnprep.learner.schedule.deck import deal_today, is_close
from nnprep.learner.schedule.learner_state import EXERCISE, Standing
from nnprep.learner.schedule.workload import minutes

if TYPE_CHECKING:
    from nnprep.content.askable import Askable
    from nnprep.content.exercises import Exercise


class Today(NamedTuple):
    """What there is to do."""

    day: date
    due: int
    """Cards to repeat."""
    new: int
    """New cards for today."""
    minutes: int
    """About how long both take."""
    total: int
    """All cards there are."""
    exercise: str | None
    """The exercise to do next; None if all are passed and none is due."""
    again: bool
    """Whether that exercise was passed or given up before, and is due again."""
    streak: int
    """Days in a row with work, up to today or yesterday."""
    worked: bool
    """Whether anything was done today."""
    interview: date | None
    """The day of the interview, if it is still to come."""
    over: date | None
    """The day of an interview that is over, where the learner was not told so yet."""
    first: bool
    """Whether nothing was ever done, so that little is known of nnprep yet."""
    late: bool
    """Whether it is after midnight: the day ends at 4 in the morning."""
    unseen: int
    """How many cards are new on a later day."""
    next_day: date | None
    """When the next of the cards that wait is due; None if none waits."""
    next_at: datetime | None
    """Its moment, if it has one."""
    command: str
    """What to type next."""


def look(
    cards: Sequence[Askable],
    exercises: Sequence[Exercise],
    done: Mapping[str, Record],
    standing: Standing,
    now: datetime,
    day: date,
    *,
    streak: int,
    worked: bool,
) -> Today:
    """Return what there is to do today."""
    upcoming = standing.interview is not None and standing.interview >= day
    deck = deal_today(cards, standing, now)
    exercise, again = next_exercise(exercises, done, standing, now, day)
    command = "nnprep quiz --cram"
    if exercise is not None:
        command = f"nnprep exercise {exercise}"
    if deck.cards:
        command = "nnprep quiz"
    if is_close(standing.interview, day):
        command = "nnprep quiz --cram"
    return Today(
        day=day,
        due=len(deck.due),
        new=len(deck.new),
        minutes=minutes(deck.cards),
        total=len(cards),
        exercise=exercise,
        again=again,
        streak=streak,
        worked=worked,
        interview=standing.interview if upcoming else None,
        over=None if upcoming or standing.told else standing.interview,
        first=not standing.position and not standing.learned,
        late=now.date() != day,
        unseen=deck.unseen,
        next_day=deck.next_day,
        next_at=deck.next_at,
        command=command,
    )


def next_exercise(
    exercises: Sequence[Exercise],
    done: Mapping[str, Record],
    standing: Standing,
    now: datetime,
    day: date,
) -> tuple[str | None, bool]:
    """Return the exercise to do next and whether it is due again: one that is due, else the first not passed."""
    for exercise in exercises:
        memory = standing.learned.get(EXERCISE + exercise.id)
        if memory is not None and memory.is_due(now, day):
            return exercise.id, True
    fresh = (e.id for e in exercises if e.id not in done or not (done[e.id].passed or done[e.id].gave_up))
    return next(fresh, None), False
