"""What is asked next: the questions of the agenda in order, each with the follow-ups that its answers call for."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.interview.agenda import Item
from nnprep.interview.kinds import FollowUpKind, Manner
from nnprep.interview.progress import Answer, Place, Progress
from nnprep.named_tuple import NamedTuple


class Due(NamedTuple):
    """What is to be asked now."""

    place: Place
    item: Item
    asked: str
    target_seconds: int
    model_answer: str
    kind: FollowUpKind | None = None
    """None for a question of the agenda."""
    about: int | None = None
    """The key point that a nudge is about."""


def due(progress: Progress) -> Due | None:
    """Return what is to be asked now; None if everything was."""
    for part, slot in enumerate(progress.agenda.slots):
        skipped = False
        for number, item in enumerate(slot.items):
            said = progress.said_to(part, number)
            if item.guess and skipped:
                continue
            if not said:
                return Due(Place(part, number), item, item.asked, item.target_seconds, item.model_answer)
            skipped = said[0].manner is Manner.SKIPPED
            further = follow_up(item, said)
            if further is not None:
                return further._replace(place=Place(part, number, len(said)))
    return None


def follow_up(item: Item, said: Sequence[Answer]) -> Due | None:
    """Return the next follow-up of a question, given all answers to it so far; None if there is none.

    A missing required point gets a nudge, once. If none is missing, the card's own follow-ups lead deeper, and they
    also follow an answer in which nothing could be heard.
    """
    first, *others = said
    if len(others) >= item.most or first.manner is Manner.SKIPPED:
        return None
    if first.manner is Manner.TYPED and item.points:
        nudged = {each.about for each in others}
        for number, point in enumerate(item.points):
            if point.must and point.nudge and number not in nudged and number not in heard_points(said):
                return Due(
                    first.place, item, point.nudge, BRIEF, point.nudge_answer, FollowUpKind.NUDGE, number
                )
    asked = {each.asked for each in others}
    for further in item.further:
        if further.asked not in asked:
            full = first.manner is Manner.TYPED and is_full(item, said)
            kind = FollowUpKind.DEEPER if full else FollowUpKind.PLANNED
            return Due(first.place, item, further.asked, BRIEF, further.model_answer, kind)
    return None


def heard_points(said: Sequence[Answer]) -> set[int]:
    """Return the key points that were heard in any of these answers."""
    return {each.point for answer in said for each in answer.heard if not each.negated}


def is_full(item: Item, said: Sequence[Answer]) -> bool:
    """Return whether all required points were heard."""
    heard = heard_points(said)
    return all(number in heard for number, point in enumerate(item.points) if point.must)


BRIEF = 30
"""Seconds that the answer to a follow-up should take."""
