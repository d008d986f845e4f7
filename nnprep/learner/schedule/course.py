"""The course: which exercise comes next, and how far one is on a path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from nnprep.learner.attempts import Record, state_word
from nnprep.learner.schedule.learner_state import EXERCISE
from nnprep.named_tuple import NamedTuple

if TYPE_CHECKING:
    from nnprep.content.exercises import Course, Exercise
    from nnprep.content.yaml.exercise_headings import ExerciseHeading
    from nnprep.learner.schedule.memory import Memory


class NextExercise(NamedTuple):
    """The exercise to do next."""

    id: str
    again: bool
    """Whether it was passed or given up before, and is due again."""
    started: bool
    """Whether its file was written, and hasn't passed since."""
    state: str = ""
    """How far it is then, in a word."""

    @property
    def command(self) -> str:
        """What to type for it."""
        return f"nnprep check {self.id}" if self.started else f"nnprep exercise {self.id}"


class Progress(NamedTuple):
    """How far one is on a path."""

    total: int
    done: int
    minutes: int
    """What an interviewer would allow for all of it."""
    minutes_left: int


def next_exercise(
    exercises: Sequence[Exercise | ExerciseHeading],
    done: Mapping[str, Record],
    memories: Mapping[str, Memory],
    now: datetime,
    day: date,
) -> NextExercise | None:
    """Return one that is due again, else the one started last, else the first whose needs are met.

    None if everything is passed or given up, and nothing is due.
    """
    for exercise in exercises:
        memory = memories.get(EXERCISE + exercise.id)
        if memory is not None and memory.is_due(now, day):
            return NextExercise(exercise.id, again=True, started=is_open(done.get(exercise.id)))
    waiting = [exercise for exercise in exercises if not is_done(done.get(exercise.id))]
    begun = [exercise.id for exercise in waiting if is_open(done.get(exercise.id))]
    if begun:
        last = max(begun, key=lambda id: done[id].started or now)
        return NextExercise(last, again=False, started=True, state=state_word(done[last]))
    ready = [e for e in waiting if all(is_done(done.get(id)) for id in e.needs)] or waiting
    return NextExercise(ready[0].id, again=False, started=False) if ready else None


def is_done(record: Record | None) -> bool:
    """Return whether an exercise was passed, or given up: its solution was shown."""
    return record is not None and (record.passed or record.gave_up)


def is_open(record: Record | None) -> bool:
    """Return whether an exercise's file was written, and nothing passed or was given up."""
    return record is not None and record.started is not None and not is_done(record)


def on_path(exercises: Sequence[Exercise], course: Course) -> list[Exercise]:
    """Return the exercises of a path, which contains all shorter ones, in the order in which one does them."""
    courses = list(type(course))
    return [each for each in exercises if courses.index(each.course) <= courses.index(course)]


def progress(exercises: Sequence[Exercise], done: Mapping[str, Record]) -> Progress:
    """Return how much of some exercises is passed, and how long they take."""
    left = [each for each in exercises if each.id not in done or not done[each.id].passed]
    return Progress(
        total=len(exercises),
        done=len(exercises) - len(left),
        minutes=sum(each.minutes for each in exercises),
        minutes_left=sum(each.minutes for each in left),
    )
