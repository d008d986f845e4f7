"""Today at a glance: what's due, what's next, the streak, and the one command to type."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from nnprep.learner.attempts import Record, state_word
from nnprep.learner.schedule.course import NextExercise, is_open, next_exercise
from nnprep.learner.schedule.deck import deal_today
from nnprep.learner.schedule.learner_state import LearnerState, is_close
from nnprep.learner.schedule.practice_plan import DrillAnswer, Practice, plan_practice
from nnprep.named_tuple import NamedTuple

if TYPE_CHECKING:
    from nnprep.content.askable import Askable
    from nnprep.content.exercises import Exercise
    from nnprep.content.yaml.exercise_headings import ExerciseHeading


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
    exercises: int
    """All exercises there are."""
    exercise: NextExercise | None
    """The exercise to do next, today's first; None if all are passed and none is due."""
    practice: Practice | None
    """Exercises and drills until the interview; None on its day, and if there is none."""
    streak: int
    """Days in a row with work, up to today or yesterday."""
    worked: bool
    """Whether anything was done today."""
    interview: date | None
    """The date of the interview, unless it's over."""
    over: date | None
    """The date of an interview that is over, if the learner hasn't seen that yet."""
    first: bool
    """Whether nothing was ever done, so the learner knows little about nnprep yet."""
    late: bool
    """Whether it's after midnight: the study day ends at 4 a.m."""
    unseen: int
    """How many cards are new on a later day."""
    next_day: date | None
    """The study day on which the next of the waiting cards is due; None if none is waiting."""
    next_at: datetime | None
    """The time at which it's due; None if only the day counts."""
    soon: tuple[datetime, ...]
    """When the cards that come back within this day do, in order."""
    paused: int | None
    """The number of the mock interview that waits to be finished, if there is one."""
    command: str
    """What to type next."""


def look(
    cards: Sequence[Askable],
    exercises: Sequence[Exercise | ExerciseHeading],
    done: Mapping[str, Record],
    state: LearnerState,
    now: datetime,
    day: date,
    *,
    streak: int,
    worked: bool,
    drills: Iterable[DrillAnswer] = (),
    paused: int | None = None,
) -> Today:
    """Return what there is to do today; `now` is the learner's clock and `day` its study day.

    `drills` matter only if an interview is coming; `paused` is the number of a mock interview that waits.
    """
    upcoming = state.interview is not None and state.interview >= day
    deck = deal_today(cards, state, now)
    practice = (
        None if state.interview is None else plan_practice(exercises, state, drills, now, state.interview)
    )
    if practice is not None and practice.today:
        id, _, again = min(practice.today, key=lambda task: not is_open(done.get(task.id)))
        started = is_open(done.get(id))
        exercise: NextExercise | None = NextExercise(id, again, started, state_word(done.get(id)))
    else:
        exercise = next_exercise(exercises, done, state.memories, now, day)
    if deck.cards and state.interview != day:
        command = "nnprep quiz"
    elif (
        practice is not None and practice.drill and not practice.today and not is_close(state.interview, day)
    ):
        command = practice.drill.command
    elif exercise is not None and not is_close(state.interview, day):
        command = exercise.command
    else:
        command = "nnprep quiz --cram"
    return Today(
        day=day,
        due=len(deck.due),
        new=len(deck.new),
        minutes=deck.minutes,
        total=len(cards),
        exercises=len(exercises),
        exercise=exercise,
        practice=practice,
        streak=streak,
        worked=worked,
        interview=state.interview if upcoming else None,
        over=None if upcoming or state.over_shown else state.interview,
        first=not state.position and not state.memories,
        late=now.date() != day,
        unseen=deck.unseen,
        next_day=deck.next_day,
        next_at=deck.next_at,
        soon=back_today({card.id for card in cards} - {card.id for card in deck.cards}, state, now, day),
        paused=paused,
        command=command,
    )


def back_today(ids: Collection[str], state: LearnerState, now: datetime, day: date) -> tuple[datetime, ...]:
    """Return when those of these cards that come back within this study day do, in order."""
    asked = [memory for id, memory in state.memories.items() if id in ids and id not in state.suspended]
    return tuple(
        sorted(at for memory in asked if memory.due_day == day and (at := memory.due_at) and at > now)
    )


def streak(days: Mapping[date, int], today: date) -> int:
    """Return how many days in a row had work, up to today, or to yesterday if there was none today yet."""
    day = today if days.get(today) else today - timedelta(days=1)
    count = 0
    while days.get(day):
        count, day = count + 1, day - timedelta(days=1)
    return count
