"""The four grades of a recall, and which of them the key points suggest."""

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


def suggested(points: Sequence[KeyPoint], ticked: Collection[int]) -> Grade:
    """Return the grade that the ticked key points (their indices from 0) speak for.

    A missed `must` point is *again*, because an answer without it fails; half or fewer of all points is
    *again* too; all points is *easy*, all but one *good*, anything else *hard*.
    """
    missed = [point for index, point in enumerate(points) if index not in ticked]
    if any(point.must for point in missed) or 2 * len(missed) >= len(points) > 0:
        return Grade.AGAIN
    if not missed:
        return Grade.EASY
    return Grade.GOOD if len(missed) == 1 else Grade.HARD
