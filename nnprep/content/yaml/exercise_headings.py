"""What the home screen needs to know of every built-in exercise, without parsing them: which comes next.

The learner's own exercises are left to the strict reader, which also says what's wrong with them.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from nnprep.content.roots import EXERCISES, built_in, content_roots, entries


class ExerciseHeading(NamedTuple):
    """An exercise that hasn't been read."""

    order: int
    id: str
    needs: tuple[str, ...]
    """Ids of exercises to pass before it."""


def find_exercise_headings() -> tuple[ExerciseHeading, ...] | None:
    """Return the headings of all exercises in the order of `load_exercises`; None if that takes the strict reader."""
    own = [root for root in content_roots() if root != built_in()]
    if any((root / EXERCISES).is_dir() for root in own):
        return None
    try:
        headings = [
            heading_of(folder.name, Path(folder, "exercise.yaml").read_text(encoding="utf-8"))
            for folder in entries(built_in() / EXERCISES)
        ]
    except (OSError, ValueError, KeyError):
        return None
    return tuple(sorted(headings))


def heading_of(id: str, text: str) -> ExerciseHeading:
    """Return the heading of an exercise with a line `order: 10` and perhaps `needs: [a, b]`; ValueError for others."""
    fields = dict(row.split(":", 1) for row in text.split("\n") if row[:6] in ("order:", "needs:"))
    needs = fields.get("needs", " []")
    if needs[:2] + needs[-1:] != " []":
        raise ValueError
    return ExerciseHeading(int(fields["order"]), id, tuple(filter(None, needs[2:-1].split(", "))))
