"""When cards of a session come back: what each grade would lead to, and what is due again within minutes."""

from __future__ import annotations

from datetime import UTC, datetime

from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind, study_day
from nnprep.learner.schedule.learner_state import LearnerState
from nnprep.learner.schedule.memory import Memory
from nnprep.quiz.session import Session, Stage


def outcomes(card_id: str, standing: LearnerState, now: datetime) -> dict[Grade, Memory]:
    """Return what each grade would make of a card now."""
    from nnprep.learner.schedule.fsrs_model import graded  # fsrs loads while the learner reads the first card

    before = standing.memories.get(card_id)
    return {grade: graded(before, grade, now.astimezone(UTC), study_day(now)) for grade in Grade}


def minutes_until_due(session: Session, standing: LearnerState, now: datetime) -> tuple[int, ...]:
    """Return in how many minutes cards of an ending session are due again, for those that come back within hours."""
    if session.stage is not Stage.SUMMARY or session.kind is not EventKind.REVIEW:
        return ()
    ids = dict.fromkeys(answer.turn.card.id for answer in session.answers if answer.grade is not None)
    memories = (standing.memories.get(id) for id in ids)
    return tuple(
        round((memory.due_at - now).total_seconds() / 60)
        for memory in memories
        if memory is not None and memory.due_at is not None
    )
