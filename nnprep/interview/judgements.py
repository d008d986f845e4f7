"""What was in the answers: as nnprep heard it, unless the learner, who knows better, says otherwise."""

from __future__ import annotations

from nnprep.interview.kinds import COUNTING, Manner, Status
from nnprep.interview.progress import Answer, Place, Progress
from nnprep.named_tuple import NamedTuple


class PointJudgement(NamedTuple):
    """What became of one key point."""

    status: Status
    quote: str = ""
    nudged: bool = False
    """Whether it came only after a follow-up."""


def point_judgement(progress: Progress, part: int, item: int, point: int) -> PointJudgement:
    """Return whether a key point of a question was said, in its answer or in one to its follow-ups."""
    said = progress.said_to(part, item)
    judgement = heard_judgement(said, point)
    key = (Place(part, item), point)
    correction = progress.corrections.get(key)
    if correction is None:
        return judgement
    if correction and judgement.status not in COUNTING:
        if key in progress.granted:
            return PointJudgement(Status.GRANTED, progress.granted[key])
        return PointJudgement(Status.ADDED, judgement.quote)
    if not correction and judgement.status in COUNTING:
        return PointJudgement(Status.WITHDRAWN, judgement.quote)
    return judgement


def heard_judgement(said: list[Answer], point: int) -> PointJudgement:
    """Return whether a key point was recognized; one affirmation is enough."""
    denial = ""
    for number, answer in enumerate(said):
        for mention in answer.heard:
            if mention.point == point and not mention.negated:
                return PointJudgement(Status.HEARD, mention.quote, nudged=number > 0)
            if mention.point == point:
                denial = denial or mention.quote
    return PointJudgement(Status.DENIED, denial) if denial else PointJudgement(Status.MISSED)


def follow_up_share(progress: Progress, place: Place) -> float | None:
    """Return how much of a follow-up's answer was right; None if nobody has said so."""
    correction = progress.corrections.get((place, 0))
    if correction is not None:
        return correction
    answer = progress.answers.get(place)
    return None if answer is None else answer.earned


def is_named(progress: Progress, part: int) -> bool | None:
    """Return whether the guess names the planted mistake; None if there's no guess, or nobody can tell."""
    for number, item in enumerate(progress.agenda.slots[part].items):
        said = progress.said_to(part, number) if item.guess else []
        if said and said[0].manner is not Manner.SKIPPED:
            correction = progress.corrections.get((Place(part, number), 0))
            if correction is not None:
                return correction > 0
            judgement = progress.judgements.get(part)
            return None if judgement is None else judgement.named
    return None


def share_said(progress: Progress, place: Place, point: int) -> float:
    """Return how much of a point, a follow-up or a guess counts as said."""
    if place.follow:
        return follow_up_share(progress, place) or 0.0
    if progress.item(place).guess:
        return float(is_named(progress, place.part) or False)
    status = point_judgement(progress, place.part, place.item, point).status
    return float(status in COUNTING)


def has_evidence(progress: Progress, part: int, item: int) -> bool:
    """Return whether an answer says anything about its key points: one said aloud does once points are ticked."""
    said = progress.said_to(part, item)
    if not said:
        return False
    if said[0].manner is not Manner.ALOUD:
        return True
    ticked = any(place == Place(part, item) for place, _ in progress.corrections)
    return ticked or any(answer.heard for answer in said)
