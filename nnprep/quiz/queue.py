"""The table: how a card leaves it and comes back, with what was typed, and how the clock stands still meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind
from nnprep.quiz.session import OTHERS_BETWEEN, Answer, Saved, Session, Skip, Stage, next_card
from nnprep.quiz.turn import Turn


def saved(session: Session, happening: Saved) -> Session:
    """Return the session after the pending event was written."""
    pending, turn = session.pending, session.turn
    if pending is None:
        return session
    if pending.kind == EventKind.VOID:
        return taken_back(session, happening.seconds)
    if turn is None:
        return session._replace(pending=None)
    grade = Grade(pending.data["grade"]) if "grade" in pending.data else None
    queue, asked, drafts = session.queue, dict(session.asked), drafts_of(session)
    if grade is not None:
        asked[turn.card.id] = asked.get(turn.card.id, 0) + 1
        drafts = {name: text for name, text in drafts.items() if name != turn.card.id}
    if grade is Grade.AGAIN:
        queue = (*queue[:OTHERS_BETWEEN], turn.card, *queue[OTHERS_BETWEEN:])
    answer = Answer(turn=turn, grade=grade, event=happening.event, seconds=happening.seconds)
    done = session._replace(answers=(*session.answers, answer), queue=queue, asked=asked, drafts=drafts)
    following = next_card(done, happening.seconds)
    if pending.kind == EventKind.SUSPEND:
        away = pending.data["suspended"]
        what = "is put away; quiz --suspended shows it" if away else "will be asked again"
        return following._replace(notice=f"{turn.card.id} {what}, u takes that back.")
    return following


def drafts_of(session: Session) -> Mapping[str, str]:
    """Return what was typed for the cards that are not on the table, as if this one had left it too."""
    turn = session.turn
    text = (session.draft or turn.typed) if turn is not None else None
    return {**session.drafts, turn.card.id: text} if turn is not None and text else session.drafts


def cleared(session: Session) -> Session:
    """Return the session with an empty table; the card that lay there is the next one."""
    if session.turn is None:
        return session
    waiting = (session.turn.card, *session.queue)
    return session._replace(turn=None, queue=waiting, drafts=drafts_of(session), draft="")


def taken_back(session: Session, seconds: float) -> Session:
    """Return the session with its last answer open again; the card on the table comes right after it."""
    last = session.answers[-1]
    asked = dict(session.asked)
    if last.grade is not None:
        asked[last.turn.card.id] -= 1
    undone = cleared(session)._replace(answers=session.answers[:-1], asked=asked, pending=None)
    return laid(undone, last.turn, seconds - last.seconds)._replace(notice="Taken back.")


def skip(session: Session, turn: Turn, seconds: float) -> Session:
    """Return the session with the next card in the place of this one."""
    skips = (*session.skips, Skip(turn=turn, seconds=seconds, after=len(session.answers)))
    skipped = (*session.skipped, turn.card.id)
    return next_card(session._replace(skipped=skipped, skips=skips, drafts=drafts_of(session)), seconds)


def skipped_last(session: Session) -> bool:
    """Return whether the last thing to undo is that a card was passed over."""
    return bool(session.skips) and session.skips[-1].after == len(session.answers)


def brought_back(session: Session, seconds: float) -> Session:
    """Return the session with the card on the table that was passed over last."""
    last = session.skips[-1]
    undone = cleared(session)._replace(skips=session.skips[:-1], skipped=session.skipped[:-1])
    return laid(undone, last.turn, seconds - last.seconds)._replace(notice="Brought back.")


def laid(session: Session, turn: Turn, away: float) -> Session:
    """Return the session with a turn on the table that was away from it for so many seconds."""
    queue = tuple(other for other in session.queue if other.id != turn.card.id)
    draft = session.drafts.get(turn.card.id, "")
    return session._replace(stage=stage_of(turn), turn=turn.later(away), queue=queue, draft=draft)


def stage_of(turn: Turn) -> Stage:
    """Return what a turn waits for."""
    if turn.revealed:
        return Stage.DOUBT if turn.doubts else Stage.GRADING
    return Stage.VERDICT if turn.card.trap is not None and turn.verdict is None else Stage.ASKED


def resumed(session: Session, seconds: float) -> Session:
    """Return the session after it stood still for so many seconds."""
    turn = session.turn.later(seconds) if session.turn is not None else None
    stopped = session.stopped + seconds if session.stopped is not None else None
    return session._replace(turn=turn, stopped=stopped)
