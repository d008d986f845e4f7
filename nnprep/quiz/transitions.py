"""What happens at each stage of a session: what each key does, everywhere and once the answer is shown."""

from __future__ import annotations

from collections.abc import Callable

from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind
from nnprep.quiz.before_reveal import GO_ON, Step, answering, entered, estimating, judging, typing
from nnprep.quiz.queue import brought_back, cleared, resumed, saved, skip, skipped_last
from nnprep.quiz.session import (
    Edit,
    Edited,
    Entered,
    Happening,
    Heard,
    Key,
    Save,
    Saved,
    Session,
    Stage,
    Unsaved,
    graded,
    saving,
    undo,
)
from nnprep.quiz.turn import Turn

SCROLLING = ("up", "down", "page-up", "page-down", "home", "end-key")
TYPED_AHEAD = ("1", "2", "3", "4", "enter", "y", "n", "!", "s", "u", "q")
"""Keys that decide something after a reveal; right after it they were meant for what stood there before.

A terminal that cannot mark pastes sends them as keys, which is why more than grades are among them.
"""


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
        return resumed(session._replace(turn=turn, notice=happening.notice), happening.took), None
    if isinstance(happening, Entered):
        return entered(session, happening)
    if len(happening.name) == 1 and session.stage is not Stage.TYPING:
        happening = happening._replace(name=happening.name.lower())
    return pressed(session, happening)


def pressed(session: Session, key: Key) -> Step:
    """Return what a key does: first the keys that work everywhere, then those of the stage."""
    if session.stage is Stage.OVER:
        return session, None
    if key.name in ("ctrl-c", "end"):
        return session._replace(stage=Stage.OVER, interrupted=key.name == "ctrl-c"), None
    if session.help:
        stood = key.seconds - session.stopped if session.stopped is not None else 0.0
        return resumed(session, stood)._replace(help=False, stopped=None), None
    session = session._replace(notice="" if session.stage is not Stage.UNSAVED else session.notice)
    if session.stage is Stage.TYPING and session.turn is not None:
        return typing(session, session.turn, key)
    if session.stage is Stage.UNSAVED:
        return unsaved(session, key)
    early = key.seconds < session.guarded_until and key.name in TYPED_AHEAD
    if early and session.stage in (Stage.GRADING, Stage.DOUBT):
        return session._replace(notice="The answer has only just appeared; that key was passed over."), None
    if key.name == "?":
        return session._replace(help=True, stopped=key.seconds), None
    if key.name == "u":
        return (brought_back(session, key.seconds), None) if skipped_last(session) else undo(session)
    if key.name == "q":
        if session.stage is Stage.SUMMARY or not session.answers:
            return session._replace(stage=Stage.OVER), None
        return cleared(session)._replace(stage=Stage.SUMMARY), None
    if session.turn is None:
        return session._replace(stage=Stage.OVER if key.name in (*GO_ON, "escape") else session.stage), None
    if key.name in SCROLLING:
        return session._replace(notice="Everything is on the screen."), None
    step = STAGES[session.stage](session, session.turn, key)
    return step if step is not None else anywhere(session, session.turn, key)


def anywhere(session: Session, turn: Turn, key: Key) -> Step:
    """Return what a key does at every stage that has a card on the table."""
    match key.name:
        case "s":
            return skip(session, turn, key.seconds), None
        case "!":
            away = turn.card.id not in session.suspended
            return saving(
                session, Save(kind=EventKind.SUSPEND, subject=turn.card.id, data={"suspended": away})
            )
        case "e":
            return session, Edit(card=turn.card)
    return session._replace(notice=f"{key.name} does nothing here; ? shows all keys."), None


def heard(session: Session, happening: Heard) -> Session:
    """Return the session after a typed answer was searched for key points."""
    if session.turn is None:
        return session
    turn = session.turn._replace(
        quotes={**happening.quotes, **happening.negated},
        ticked=frozenset(happening.quotes),
        doubts=tuple(sorted(set(happening.negated) - set(happening.quotes))),
        counted=True,
    )
    stage = Stage.DOUBT if turn.doubts else Stage.GRADING
    return session.guarded(happening.seconds)._replace(stage=stage, turn=turn, draft="")


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
        return session._replace(stage=Stage.TICKING, turn=turn._replace(counted=True, page=0)), None
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
