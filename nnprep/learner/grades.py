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

    All points are *easy*, all but one *good*, anything less *hard*. A missed `must` point is at best *hard*, and by
    itself no worse: *again* takes both, a missed `must` point and half the points or fewer.
    """
    missed = [point for index, point in enumerate(points) if index not in ticked]
    if not missed:
        return Grade.EASY
    half = 2 * len(missed) >= len(points)
    if any(point.must for point in missed):
        return Grade.AGAIN if half else Grade.HARD
    if half and not any(point.must for point in points):
        return Grade.AGAIN
    return Grade.GOOD if len(missed) == 1 else Grade.HARD


def suggested_for_claim(
    count: int, ticked: Collection[int], reasons: Collection[int], *, right: bool
) -> Grade:
    """Return the grade that a verdict on a trap's claim suggests, and the reasons given for it.

    `count` is how many key points the card has, and `reasons` are those that decide the claim. A right verdict with a
    reason is *good*, without one *hard*; a wrong verdict is *again*, and *hard* if a right reason came with it.
    """
    given = set(reasons).intersection(ticked)
    if not right:
        return Grade.HARD if given else Grade.AGAIN
    if len(set(ticked)) == count:
        return Grade.EASY
    return Grade.GOOD if given else Grade.HARD
