"""Cards that are failed again and again, and what was wrong with these answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nnprep.learner.grades import Grade, as_grade
from nnprep.learner.history.events import Event, EventKind
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.named_tuple import NamedTuple

FAILS = 6
"""How often a card is failed before it counts as one that asking alone doesn't teach."""


class Leech(NamedTuple):
    """A card that was failed that often, and the failed answers."""

    fails: int
    counted: int = 0
    """How many of these answers say which key points were in them."""
    missed: tuple[tuple[int, int], ...] = ()
    """`(key point from 0, in how many of the counted answers it was missing)`, the most often missing first."""
    fell: int = 0
    """How often the verdict on the claim of a trap was wrong."""
    typed: tuple[str, ...] = ()
    """What was typed, for those that were."""
    confused: tuple[str, ...] = ()
    """Ids of other cards whose key points these answers make."""


def leech(history: History, state: LearnerState, card: str, points: int) -> Leech | None:
    """Return how a card with so many key points was failed; None if it wasn't failed often enough."""
    memory = state.memories.get(card)
    if memory is None or memory.reviews < FAILS:
        return None
    # What was answered before the card was reset isn't in its memory either.
    return leech_of(history.events(EventKind.REVIEW, card)[-memory.reviews :], points)


def leech_of(reviews: Sequence[Event], points: int) -> Leech | None:
    """Return what the reviews of one card amount to; None if it wasn't failed often enough."""
    failed = [event.data for event in reviews if as_grade(event.data.get("grade")) is Grade.AGAIN]
    if len(failed) < FAILS:
        return None
    ticks = [data["ticked"] for data in failed if isinstance(data.get("ticked"), list)]
    missing = Counter(point for ticked in ticks for point in range(points) if point not in ticked)
    return Leech(
        fails=len(failed),
        counted=len(ticks),
        missed=tuple(missing.most_common()),
        fell=sum(data.get("fell") is True for data in failed),
        typed=tuple(data["typed"] for data in failed if isinstance(data.get("typed"), str)),
    )
