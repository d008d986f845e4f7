"""What the answers of an interview are worth in the schedule: a review with a grade for each card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nnprep.interview.judgements import has_evidence, point_judgement
from nnprep.interview.kinds import COUNTING, Manner
from nnprep.interview.progress import Progress
from nnprep.learner.grades import suggested


def reviews(progress: Progress, id: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield card and data of the review of each card that was answered; `id` is the interview's.

    A point that came only after a nudge doesn't count, as it wouldn't have come without one. A skipped card isn't
    graded, and neither is an answer said aloud whose points weren't ticked.
    """
    for part, slot in enumerate(progress.agenda.slots):
        for number, item in enumerate(slot.items):
            said = progress.said_to(part, number)
            if not item.points or not said or said[0].manner is Manner.SKIPPED:
                continue
            if not has_evidence(progress, part, number):
                continue
            judgements = [point_judgement(progress, part, number, n) for n in range(len(item.points))]
            ticked = [n for n, each in enumerate(judgements) if each.status in COUNTING and not each.nudged]
            grade = suggested(item.key_points, ticked)
            data = {
                "grade": int(grade),
                "seconds": said[0].seconds,
                "target_seconds": item.target_seconds,
                "ticked": ticked,
                "suggested": int(grade),
                "interview": id,
            }
            yield item.subject, {**data, "typed": said[0].said} if said[0].said else data
