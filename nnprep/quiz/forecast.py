"""When cards of a session come back: what each grade would lead to, and what is due again within minutes."""

from __future__ import annotations

from datetime import UTC, datetime

from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind, study_day
from nnprep.learner.schedule.fsrs_model import Learned, graded
from nnprep.learner.schedule.learner_state import Standing
from nnprep.quiz.session import Session, Stage


def outcomes(card_id: str, standing: Standing, now: datetime) -> dict[Grade, Learned]:
    """Return what each grade would make of a card now."""
    before = standing.learned.get(card_id)
    return {grade: graded(before, grade, now.astimezone(UTC), study_day(now)) for grade in Grade}


def minutes_until_due(session: Session, standing: Standing, now: datetime) -> tuple[int, ...]:
    """Return in how many minutes cards of an ending session are due again, for those that come back within hours."""
    if session.stage is not Stage.SUMMARY or session.kind is not EventKind.REVIEW:
        return ()
    ids = dict.fromkeys(answer.turn.card.id for answer in session.answers if answer.grade is not None)
    memories = (standing.learned.get(id) for id in ids)
    return tuple(
        round((memory.due_at - now).total_seconds() / 60)
        for memory in memories
        if memory is not None and memory.due_at is not None
    )
