"""Decides which card comes next in a running session: the next one, a failed one again, or one that undo brings back.

Which cards are in the deck is decided in `nnprep.learner.schedule.deck`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind
from nnprep.quiz.session import Answer, Saved, Session, Skip, Stage, Taken
from nnprep.quiz.turn import Turn, wordings

OTHERS_BETWEEN = 3
"""How many other cards are asked before a failed one is asked again."""


def begin(
    cards: Iterable[Any],
    *,
    seconds: float,
    asked: Mapping[str, int] | None = None,
    kind: EventKind = EventKind.REVIEW,
    confidence: bool = False,
    drafts: Mapping[str, str] | None = None,
) -> Session:
    """Return a session at its first card.

    `asked` says how often each card was graded before, `drafts` what was typed for a card and not graded.
    """
    empty = Session(
        stage=Stage.SUMMARY,
        turn=None,
        queue=tuple(cards),
        asked=dict(asked or {}),
        kind=kind,
        confidence=confidence,
        drafts=drafts or {},
    )
    return next_card(empty, seconds)


def next_card(session: Session, seconds: float) -> Session:
    """Return the session at the next card of its queue, or at its summary."""
    if not session.queue:
        return session._replace(stage=Stage.SUMMARY, turn=None, pending=None)
    card, *rest = session.queue
    phrasing = session.asked.get(card.id, 0) % len(wordings(card))
    return session._replace(
        stage=Stage.ASKED if card.trap is None else Stage.VERDICT,
        turn=Turn(card=card, phrasing=phrasing, shown_at=seconds),
        queue=tuple(rest),
        draft=session.drafts.get(card.id, ""),
        pending=None,
    )


def after_saving(session: Session, saved: Saved) -> Session:
    """Return the session after the pending event was written: a failed card is queued again."""
    pending, turn = session.pending, session.turn
    if pending is None:
        return session
    if pending.kind == EventKind.VOID:
        return after_undo(session, saved.seconds)
    if turn is None:
        return session._replace(pending=None)
    card = turn.card
    grade = Grade(pending.data["grade"]) if "grade" in pending.data else None
    queue, asked, drafts = session.queue, dict(session.asked), drafts_of(session)
    if grade is not None:
        asked[card.id] = asked.get(card.id, 0) + 1
        drafts = {name: text for name, text in drafts.items() if name != card.id}
    if grade is Grade.AGAIN:
        queue = (*queue[:OTHERS_BETWEEN], card, *queue[OTHERS_BETWEEN:])
    answer = Answer(turn=turn, grade=grade, event=saved.event, seconds=saved.seconds)
    done = session._replace(answers=(*session.answers, answer), queue=queue, asked=asked, drafts=drafts)
    following = next_card(done, saved.seconds)
    if pending.kind == EventKind.SUSPEND:
        what = SUSPENDED if pending.data["suspended"] else "will be asked again"
        return following._replace(notice=f"{card.id} {what}; u undoes that.")
    return following


def taken(session: Session, happening: Taken) -> Session:
    """Return the session at its next card: the grade of this one wasn't saved, because another session gave one."""
    turn = session.turn
    if turn is None:
        return session
    drafts = {name: text for name, text in session.drafts.items() if name != turn.card.id}
    following = next_card(session._replace(drafts=drafts), happening.seconds)
    return following._replace(notice=happening.sentence)


def after_undo(session: Session, seconds: float) -> Session:
    """Return the session with its last answer open again; the current card comes right after it."""
    last = session.answers[-1]
    asked = dict(session.asked)
    if last.grade is not None:
        asked[last.turn.card.id] -= 1
    undone = cleared(session)._replace(answers=session.answers[:-1], asked=asked, pending=None)
    return resumed_turn(undone, last.turn, seconds - last.seconds)._replace(notice="Undone.")


def skip(session: Session, turn: Turn, seconds: float) -> Session:
    """Return the session at the next card; the current one isn't asked again."""
    skips = (*session.skips, Skip(turn=turn, seconds=seconds, after=len(session.answers)))
    return next_card(session._replace(skips=skips, drafts=drafts_of(session)), seconds)


def skipped_last(session: Session) -> bool:
    """Return whether the last thing that can be undone is a skip."""
    return bool(session.skips) and session.skips[-1].after == len(session.answers)


def unskip(session: Session, seconds: float) -> Session:
    """Return the session at the card that was skipped last."""
    last = session.skips[-1]
    undone = cleared(session)._replace(skips=session.skips[:-1])
    return resumed_turn(undone, last.turn, seconds - last.seconds)._replace(notice="Brought back.")


def without_answered(session: Session, answered: Collection[str], seconds: float) -> Session:
    """Return a session whose current card has just come up without the cards that another session answered."""
    if not answered or session.turn is None:
        return session
    here = session.turn.card.id
    gone = {name for name in (here, *(card.id for card in session.queue)) if name in answered}
    if not gone:
        return session
    session = session._replace(queue=tuple(card for card in session.queue if card.id not in answered))
    if here in answered:
        session = next_card(session, seconds)
    notice = (
        f"{gone.pop()} was answered in another session, so it isn't asked here again."
        if len(gone) == 1
        else f"{len(gone)} cards were answered in another session, so they aren't asked here again."
    )
    return session._replace(notice=f"{session.notice} {notice}".strip())


def drafts_of(session: Session) -> Mapping[str, str]:
    """Return what was typed for the cards that aren't graded, the current one included."""
    turn = session.turn
    text = (session.draft or turn.typed) if turn is not None else None
    return {**session.drafts, turn.card.id: text} if turn is not None and text else session.drafts


def cleared(session: Session) -> Session:
    """Return the session without a current card; the one it had is put first in the queue."""
    if session.turn is None:
        return session
    waiting = (session.turn.card, *session.queue)
    return session._replace(turn=None, queue=waiting, drafts=drafts_of(session), draft="")


def resumed_turn(session: Session, turn: Turn, away: float) -> Session:
    """Return the session at a turn that was interrupted for so many seconds."""
    queue = tuple(other for other in session.queue if other.id != turn.card.id)
    draft = session.drafts.get(turn.card.id, "")
    return session._replace(stage=stage_of(turn), turn=turn.later(away), queue=queue, draft=draft)


def stage_of(turn: Turn) -> Stage:
    """Return what a turn waits for."""
    if turn.revealed:
        return Stage.DOUBT if turn.doubts else Stage.GRADING
    return Stage.VERDICT if turn.card.trap is not None and turn.verdict is None else Stage.ASKED


def resumed(session: Session, seconds: float) -> Session:
    """Return the session after it was paused for so many seconds, which don't count."""
    turn = session.turn.later(seconds) if session.turn is not None else None
    stopped = session.stopped + seconds if session.stopped is not None else None
    return session._replace(turn=turn, stopped=stopped)


SUSPENDED = "is suspended (nnprep quiz --suspended shows it)"
