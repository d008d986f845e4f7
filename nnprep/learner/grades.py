"""The four grades of a recall, and which one the key points suggest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum

from nnprep.content.cards import KeyPoint


class Grade(IntEnum):
    """How well something was recalled; the numbers are those of the keys and of the FSRS library."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def word(self) -> str:
        """The grade in lower case, as screens show it."""
        return self.name.lower()


def as_grade(value: object) -> Grade | None:
    """Return a grade from the log, or None if this version doesn't know it."""
    return Grade(value) if type(value) is int and Grade.AGAIN <= value <= Grade.EASY else None


def suggested(points: Sequence[KeyPoint], ticked: Collection[int]) -> Grade:
    """Return the grade that the ticked key points (indices from 0) suggest.

    Missing a `must` point is *again*, because an answer without it fails; so is having half the points or fewer. All
    points are *easy*, all but one *good*, anything else *hard*.
    """
    missed = [point for index, point in enumerate(points) if index not in ticked]
    if any(point.must for point in missed) or 2 * len(missed) >= len(points) > 0:
        return Grade.AGAIN
    if not missed:
        return Grade.EASY
    return Grade.GOOD if len(missed) == 1 else Grade.HARD
