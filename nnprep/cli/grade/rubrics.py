"""The rubrics of a run: those in the teacher's file, and 100 points in even parts for every other exercise."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from nnprep.cohort.points.points import Points, points_of
from nnprep.cohort.points.rubric import Rubric, even_rubric, read_rubrics
from nnprep.cohort.record import Record
from nnprep.content.exercise_finder import find_exercise
from nnprep.content.exercises import Exercise
from nnprep.errors import UnknownNameError


def rubrics_in(path: Path) -> dict[str, Rubric]:
    """Return the rubrics in a file, by exercise; raises UsageError with all errors."""
    return read_rubrics(path, exercise_or_none)


def exercise_or_none(name: str) -> Exercise | None:
    """Return an exercise by its name; None if there is none."""
    with suppress(UnknownNameError):
        return find_exercise(name)
    return None


class Rubrics:
    """What each exercise is worth."""

    def __init__(self, path: Path | None) -> None:
        self.given = rubrics_in(path) if path is not None else {}
        self.exercises: dict[str, Exercise] = {}

    def exercise(self, id: str) -> Exercise:
        """Return an exercise, read once; raises UnknownNameError if it's gone since it was judged."""
        if id not in self.exercises:
            self.exercises[id] = find_exercise(id)
        return self.exercises[id]

    def of(self, id: str) -> Rubric:
        """Return the rubric of an exercise."""
        if id not in self.given:
            self.given[id] = even_rubric(self.exercise(id))
        return self.given[id]

    def points(self, record: Record) -> Points:
        """Return the points of a record."""
        return points_of(record, self.of(record.exercise))
