"""What a session writes to the log: grades, suspensions and undos."""

from __future__ import annotations

from typing import Any

from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind
from nnprep.quiz.session import Save, Session, Stage
from nnprep.quiz.turn import Turn


def save_grade(session: Session, turn: Turn, grade: Grade, seconds: float) -> tuple[Session, Save]:
    """Return the session that waits for a grade to be written; `seconds`: when it was given."""
    return saving(session, Save(session.kind, turn.card.id, grade_data(turn, grade, seconds)))


def save_suspension(session: Session, turn: Turn, *, suspended: bool) -> tuple[Session, Save]:
    """Return the session that waits for a card to be suspended, or asked again."""
    return saving(session, Save(EventKind.SUSPEND, turn.card.id, {"suspended": suspended}))


def save_undo(session: Session) -> tuple[Session, Save | None]:
    """Return the session that waits for its last answer to be undone."""
    if not session.answers:
        return session._replace(notice="There is nothing to undo in this session."), None
    last = session.answers[-1]
    kind = EventKind.SUSPEND if last.grade is None else session.kind
    return saving(
        session, Save(EventKind.VOID, last.event, {"kind": str(kind), "subject": last.turn.card.id})
    )


def saving(session: Session, save: Save) -> tuple[Session, Save]:
    """Return the session that waits for an event to be written."""
    return session._replace(stage=Stage.SAVING, pending=save), save


def grade_data(turn: Turn, grade: Grade, seconds: float) -> dict[str, Any]:
    """Return the data of a graded turn's event, without what isn't known.

    `seconds`: when it was graded, on the turn's clock.
    """
    revealed_at = seconds if turn.revealed_at is None else turn.revealed_at
    data = {
        "grade": int(grade),
        "phrasing": turn.phrasing,
        "seconds": round(max(0.0, revealed_at - turn.shown_at), 1),
        "graded_after": round(max(0.0, seconds - revealed_at), 1),
        "target_seconds": turn.card.target_seconds,
        "hints": turn.hints or None,
        "confidence": turn.confidence,
        "verdict": turn.verdict,
        "fell": turn.fell,
        "ticked": sorted(turn.ticked) if turn.counted else None,
        "suggested": int(turn.suggestion) if turn.suggestion else None,
        "typed": turn.typed,
    }
    return {name: value for name, value in data.items() if value is not None}
