"""What the home screen needs to know of every built-in exercise, without parsing them: which comes next.

The learner's own exercises are left to the strict reader, which also says what's wrong with them.
"""

from __future__ import annotations

from nnprep.content.roots import EXERCISES, built_in, content_roots, entries, read_plain
from nnprep.named_tuple import NamedTuple

FIELDS = ("order:", "needs:", "minutes:", "course:")
"""The fields that are read, as their lines begin."""


class ExerciseHeading(NamedTuple):
    """An exercise that hasn't been read."""

    order: int
    id: str
    needs: tuple[str, ...]
    """Ids of exercises to pass before it."""
    minutes: int
    """How long an interviewer allows."""
    course: str
    """The shortest path that contains it: a `Course`, which takes too long to import here."""


def find_exercise_headings() -> tuple[ExerciseHeading, ...] | None:
    """Return the headings of all exercises in the order of `load_exercises`; None if that takes the strict reader."""
    own = [root for root in content_roots() if root != built_in()]
    if any((root / EXERCISES).is_dir() for root in own):
        return None
    try:
        headings = [
            heading_of(folder.name, read_plain(folder / "exercise.yaml"))
            for folder in entries(built_in() / EXERCISES)
        ]
    except (OSError, ValueError, KeyError):
        return None
    return tuple(sorted(headings))


def heading_of(id: str, text: str) -> ExerciseHeading:
    """Return the heading of an exercise with lines such as `order: 10`, `minutes: 8`, `course: week`, `needs: [a, b]`.

    Raises ValueError or KeyError for others.
    """
    fields = dict(row.split(":", 1) for row in text.split("\n") if row.startswith(FIELDS))
    needs, course = fields.get("needs", " []"), fields.get("course", " month")
    if needs[:2] + needs[-1:] != " []" or course not in (" evening", " week", " month"):
        raise ValueError
    ids = tuple(filter(None, needs[2:-1].split(", ")))
    return ExerciseHeading(int(fields["order"]), id, ids, int(fields["minutes"]), course[1:])
