"""What each key does at each stage of a session."""

from __future__ import annotations

from collections.abc import Callable

from nnprep.memory.events import EventKind
from nnprep.memory.grades import Grade
from nnprep.memory.session import (
    Edit,
    Edited,
    Effect,
    Happening,
    Heard,
    Key,
    Listen,
    Save,
    Saved,
    Session,
    Stage,
    Unsaved,
    graded,
    next_card,
    saved,
    saving,
    undo,
)
from nnprep.memory.turn import SURENESS, Turn

Step = tuple[Session, Effect | None]
GO_ON = ("space", "enter")
LONGEST = 4000
"""Characters of a typed answer."""


def advance(session: Session, happening: Happening) -> Step:
    """Return the next state and what to do, or None for nothing."""
    if isinstance(happening, Saved):
        return saved(session, happening), None
    if isinstance(happening, Unsaved):
        return session._replace(stage=Stage.UNSAVED, notice=happening.sentence), None
    if isinstance(happening, Heard):
        return heard(session, happening), None
    if isinstance(happening, Edited):
        turn = session.turn._replace(card=happening.card, phrasing=0) if session.turn else None
        return session._replace(turn=turn, notice=happening.notice), None
    return pressed(session, happening)


def pressed(session: Session, key: Key) -> Step:
    """Return what a key does: first the keys that work everywhere, then those of the stage."""
    if session.stage is Stage.OVER:
        return session, None
    if key.name in ("ctrl-c", "end"):
        return session._replace(stage=Stage.OVER, interrupted=key.name == "ctrl-c"), None
    if session.help:
        return session._replace(help=False), None
    session = session._replace(notice="" if session.stage is not Stage.UNSAVED else session.notice)
    if session.stage is Stage.TYPING and session.turn is not None:
        return typing(session, session.turn, key)
    if session.stage is Stage.UNSAVED:
        return unsaved(session, key)
    if key.name == "?":
        return session._replace(help=True), None
    if key.name == "u":
        return undo(session)
    if key.name == "q":
        if session.stage is Stage.SUMMARY or not session.answers:
            return session._replace(stage=Stage.OVER), None
        waiting = session.queue if session.turn is None else (session.turn.card, *session.queue)
        return session._replace(stage=Stage.SUMMARY, turn=None, queue=waiting), None
    if session.turn is None:
        return session._replace(stage=Stage.OVER if key.name in (*GO_ON, "escape") else session.stage), None
    step = STAGES[session.stage](session, session.turn, key)
    return step if step is not None else anywhere(session, session.turn, key)


def anywhere(session: Session, turn: Turn, key: Key) -> Step:
    """Return what a key does at every stage that has a card on the table."""
    match key.name:
        case "s":
            skipped = session._replace(skipped=(*session.skipped, turn.card.id))
            return next_card(skipped, key.seconds), None
        case "!":
            away = turn.card.id not in session.suspended
            return saving(
                session, Save(kind=EventKind.SUSPEND, subject=turn.card.id, data={"suspended": away})
            )
        case "e":
            return session, Edit(card=turn.card)
    return session._replace(notice=f"{key.name} does nothing here; ? shows all keys."), None


def judging(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does while a trap's claim waits for its verdict."""
    if key.name in ("t", "f"):
        return session._replace(stage=Stage.ASKED, turn=turn._replace(verdict=key.name == "t")), None
    return answering(session, turn, key)


def answering(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does before the reveal."""
    if key.name in GO_ON:
        if session.confidence and turn.confidence is None:
            return session._replace(stage=Stage.CONFIDENCE), None
        return revealed(session, turn, key.seconds), None
    if key.name == "p":
        return session._replace(turn=turn.rephrased()), None
    if key.name == "h":
        hints = min(turn.hints + 1, len(turn.card.key_points))
        return session._replace(turn=turn._replace(hints=hints)), None
    if key.name == "t":
        return session._replace(stage=Stage.TYPING, draft=""), None
    return None


def estimating(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does while the learner says how sure he or she is."""
    if key.name in SURENESS:
        turn = turn._replace(confidence=SURENESS[key.name])
    elif key.name not in GO_ON:
        return None
    if session.draft:
        return session._replace(turn=turn._replace(revealed_at=key.seconds)), Listen(text=session.draft)
    return revealed(session, turn, key.seconds), None


def revealed(session: Session, turn: Turn, seconds: float) -> Session:
    """Return the session with the answer shown."""
    return session._replace(stage=Stage.GRADING, turn=turn._replace(revealed_at=seconds))


def typing(session: Session, turn: Turn, key: Key) -> Step:
    """Return what a key does while an answer is typed: a line editor of a few keys."""
    draft = session.draft
    match key.name:
        case "escape":
            return session._replace(stage=Stage.ASKED, draft=""), None
        case "enter":
            return finished(session, turn, key)
        case "backspace":
            draft = draft[:-1]
        case "ctrl-u":
            draft = ""
        case "ctrl-w":
            draft = draft.rstrip().rpartition(" ")[0]
        case "space":
            draft += " "
        case name if len(name) == 1:
            draft += name
    return session._replace(draft=draft[:LONGEST]), None


def finished(session: Session, turn: Turn, key: Key) -> Step:
    """Return the session after an answer was typed; an empty one is no answer."""
    text = session.draft.strip()
    if not text:
        return session._replace(stage=Stage.ASKED, draft=""), None
    turn = turn._replace(typed=text, revealed_at=key.seconds)
    if session.confidence and turn.confidence is None:
        return session._replace(
            stage=Stage.CONFIDENCE, turn=turn._replace(revealed_at=None), draft=text
        ), None
    return session._replace(turn=turn), Listen(text=text)


def heard(session: Session, happening: Heard) -> Session:
    """Return the session after a typed answer was searched for key points."""
    if session.turn is None:
        return session
    turn = session.turn._replace(
        typed=session.draft.strip(),
        quotes={**happening.quotes, **happening.negated},
        ticked=frozenset(happening.quotes),
        doubts=tuple(sorted(set(happening.negated) - set(happening.quotes))),
        counted=True,
    )
    return session._replace(stage=Stage.DOUBT if turn.doubts else Stage.GRADING, turn=turn, draft="")


def doubting(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does while the learner is asked about a point that was heard negated."""
    if key.name not in ("y", "n", *GO_ON):
        return None
    point, *rest = turn.doubts
    ticked = turn.ticked | {point} if key.name == "y" else turn.ticked
    turn = turn._replace(ticked=ticked, doubts=tuple(rest))
    return session._replace(stage=Stage.DOUBT if rest else Stage.GRADING, turn=turn), None


def grading(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does after the reveal."""
    if key.name in GRADES:
        return graded(session, turn, GRADES[key.name], key.seconds)
    if key.name == "enter" and turn.suggestion is not None:
        return graded(session, turn, turn.suggestion, key.seconds)
    if key.name in GO_ON:
        return session._replace(turn=turn._replace(page=(turn.page + 1) % 3)), None
    if key.name == "k":
        return session._replace(stage=Stage.TICKING, turn=turn._replace(counted=True)), None
    if key.name == "f":
        if turn.follow_ups >= 2 * len(turn.card.follow_ups):
            return session._replace(notice="There is no further follow-up."), None
        return session._replace(turn=turn._replace(follow_ups=turn.follow_ups + 1)), None
    return None


def ticking(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does while key points are ticked."""
    if key.name in (*GO_ON, "k", "escape"):
        return session._replace(stage=Stage.GRADING), None
    if key.name.isdecimal() and 1 <= int(key.name) <= len(turn.card.key_points):
        return session._replace(turn=turn.toggled(int(key.name) - 1)), None
    return None


def unsaved(session: Session, key: Key) -> Step:
    """Return what a key does after writing failed: try again, or leave without it."""
    if key.name in ("r", *GO_ON) and session.pending is not None:
        return session._replace(stage=Stage.SAVING, notice=""), session.pending
    if key.name == "q":
        return session._replace(stage=Stage.OVER), None
    return session, None


STAGES: dict[Stage, Callable[[Session, Turn, Key], Step | None]] = {
    Stage.VERDICT: judging,
    Stage.ASKED: answering,
    Stage.CONFIDENCE: estimating,
    Stage.DOUBT: doubting,
    Stage.GRADING: grading,
    Stage.TICKING: ticking,
    Stage.SAVING: lambda session, turn, key: (session, None),
}
GRADES = {str(int(grade)): grade for grade in Grade}
