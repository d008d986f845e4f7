"""The last days before an interview: each card once more, if an answer then makes it surer.

Recall on the day itself counts, and an answer on the eve raises it most. The last days share that work: what is
remembered longest comes first, because it loses the least until the interview, and half of it is left for the eve.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

from nnprep.learner.grades import Grade
from nnprep.learner.schedule.fsrs_model import graded, midnight, recall
from nnprep.learner.schedule.memory import Memory
from nnprep.named_tuple import NamedTuple

SHARES = (1, 2, 3)
"""How the last days share the final visits; the eve's share is the last."""
WORTH = 0.01
"""By how much an answer on the eve must raise the predicted recall on the day; less isn't worth a visit."""


class Candidate(NamedTuple):
    """A card that a final visit makes surer."""

    stability: float
    """In days."""
    card: str
    """Its id."""
    earliest: date
    """The first study day on which it may be asked again."""


def gain(memory: Memory, eve: date, interview: date) -> float:
    """Return how much a good answer on the eve raises the predicted recall on the day of the interview."""
    return recall(graded(memory, Grade.GOOD, midnight(eve), eve), interview) - recall(memory, interview)


def final_days(
    candidates: Iterable[Candidate], days: Sequence[date], visits: Sequence[int], *, answered: int
) -> dict[str, date]:
    """Return the day of each card's final visit: one of `days`, the last ones up to the eve, at most as many as SHARES.

    `visits` counts the other visits of each day, and `answered` those of the first day that are done already. Both
    count toward the day's share: made again in the middle of a day, the plan asks no more than it promised.
    """
    waiting = sorted(candidates, key=lambda each: (-each.stability, each.card))
    assigned: dict[str, date] = {}
    shares = SHARES[len(SHARES) - len(days) :]
    for number, day in enumerate(days):
        ready = [each.card for each in waiting if each.earliest <= day]
        busy = visits[number] + (0 if number else answered)
        share = shares[number] / sum(shares[number:])
        room = len(ready) if share == 1 else math.ceil((len(ready) + busy) * share) - busy
        assigned |= dict.fromkeys(ready[: max(0, room)], day)
        waiting = [each for each in waiting if each.card not in assigned]
    return assigned
