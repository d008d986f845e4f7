"""What each key does at each stage of a session, and what the other events do."""

from __future__ import annotations

from collections.abc import Callable

from nnprep.learner.grades import Grade
from nnprep.quiz.log_entries import save_grade, save_suspension, save_undo
from nnprep.quiz.queue import after_saving, cleared, resumed, skip, skipped_last, taken, unskip
from nnprep.quiz.session import (
    Edit,
    Edited,
    Effect,
    Entered,
    Happening,
    Heard,
    Key,
    Listen,
    Saved,
    Session,
    Stage,
    Taken,
    Unsaved,
)
from nnprep.quiz.text_input import LONGEST, Draft, at_end, cleaned, continued, edited, extended
from nnprep.quiz.turn import SURENESS, VERDICTS, Turn

Step = tuple[Session, Effect | None]
"""The next state and what to do, if anything."""
GO_ON = ("space", "enter")
SCROLLING = ("up", "down", "page-up", "page-down", "home", "end-key")
TYPED_AHEAD = ("1", "2", "3", "4", "enter", "y", "n", "!", "s", "u", "q")
"""Keys that decide something after a reveal; right after it, they were meant for what was there before.

There are more than grades among them because a terminal that can't mark pastes sends them as keys.
"""
GRADES = {str(int(grade)): grade for grade in Grade}


def advance(session: Session, happening: Happening) -> Step:
    """Return the next state and what to do, if anything."""
    match happening:
        case Saved():
            return after_saving(session, happening), None
        case Unsaved():
            return session._replace(stage=Stage.UNSAVED, notice=happening.sentence), None
        case Taken():
            return taken(session, happening), None
        case Heard():
            return heard(session, happening), None
        case Edited():
            turn = session.turn._replace(card=happening.card, phrasing=0) if session.turn else None
            return resumed(session._replace(turn=turn, notice=happening.notice), happening.took), None
        case Entered():
            return entered(session, happening)
        case Key():
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
    if session.stage is Stage.UNSAVED:
        return unsaved(session, key)
    session = session._replace(notice="")
    if session.stage is Stage.TYPING and session.turn is not None:
        return typing(session, session.turn, key)
    key = key._replace(name=key.name.lower())
    early = key.seconds < session.guarded_until and key.name in TYPED_AHEAD
    if early and session.stage in (Stage.GRADING, Stage.DOUBT):
        return session._replace(notice="The answer has only just appeared, so that key was ignored."), None
    if key.name == "?":
        return session._replace(help=True, stopped=key.seconds), None
    if key.name == "u":
        return (unskip(session, key.seconds), None) if skipped_last(session) else save_undo(session)
    if key.name == "q":
        if session.stage is Stage.SUMMARY or not session.answers:
            return session._replace(stage=Stage.OVER), None
        return cleared(session)._replace(stage=Stage.SUMMARY), None
    if session.turn is None:
        return session._replace(stage=Stage.OVER if key.name in (*GO_ON, "escape") else session.stage), None
    if key.name in SCROLLING:
        return session._replace(notice="There's nothing to scroll."), None
    step = STAGES[session.stage](session, session.turn, key)
    return step if step is not None else anywhere(session, session.turn, key)


def anywhere(session: Session, turn: Turn, key: Key) -> Step:
    """Return what a key does at every stage that has a card."""
    match key.name:
        case "s":
            return skip(session, turn, key.seconds), None
        case "!":
            return save_suspension(session, turn, suspended=turn.card.id not in session.suspended)
        case "e":
            return session, Edit(card=turn.card)
    return session._replace(notice=f"{key.name} does nothing here; ? shows all keys."), None


def judging(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does while a trap's claim waits for a verdict."""
    if key.name in VERDICTS:
        return session._replace(stage=Stage.ASKED, turn=turn._replace(verdict=VERDICTS[key.name])), None
    if key.name in VERDICT_FIRST:
        return session._replace(notice=VERDICT_FIRST[key.name]), None
    return answering(session, turn, key)


def answering(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does before the reveal."""
    if key.name in GO_ON:  # what was typed is the answer, even if Escape ended the typing
        return (typed if session.draft.strip() else answered)(session, turn, key.seconds)
    if key.name in VERDICTS and turn.verdict is not None:
        return session._replace(turn=turn._replace(verdict=VERDICTS[key.name])), None
    match key.name:
        case "p":
            return session._replace(turn=turn.rephrased()), None
        case "h":
            return hint(session, turn), None
        case "t":
            return with_draft(session, at_end(session.draft))._replace(stage=Stage.TYPING), None
        case "f":
            return session._replace(notice="Follow-ups come after the answer."), None
    return None


def hint(session: Session, turn: Turn) -> Session:
    """Return the session with one more hint, if there is one."""
    most = len(turn.card.key_points)
    if turn.hints >= most:
        return session._replace(notice="There are no more hints.")
    notice = "That was the last hint." if turn.hints + 1 == most else ""
    return session._replace(turn=turn._replace(hints=turn.hints + 1), notice=notice)


def typing(session: Session, turn: Turn, key: Key) -> Step:
    """Return what a key does while an answer is typed; Escape keeps the text for the next t."""
    draft = Draft(session.draft, session.cursor, session.cut)
    if key.name == "escape":
        return session._replace(stage=Stage.ASKED), None
    if key.name == "enter":
        longer = continued(draft)
        return typed(session, turn, key.seconds) if longer is None else (with_draft(session, longer), None)
    if key.name == "up" and not draft.text:
        return with_draft(session, at_end(session.last)), None
    full = len(draft.text) == LONGEST and (len(key.name) == 1 or key.name == "space")
    after = edited(draft, key.name)
    if draft.text and not after.text:
        session = session._replace(last=draft.text)
    return with_draft(session, after)._replace(notice=FULL if full else ""), None


def with_draft(session: Session, draft: Draft) -> Session:
    """Return the session with this text typed so far."""
    return session._replace(draft=draft.text, cursor=draft.cursor, cut=draft.cut or session.cut)


def entered(session: Session, happening: Entered) -> Step:
    """Return what text that came in one piece does: it's typed, or ignored if nothing is being typed."""
    turn = session.turn
    if session.help or session.stage in (Stage.UNSAVED, Stage.SAVING, Stage.OVER):
        return session, None
    if session.stage is not Stage.TYPING or turn is None:
        return session._replace(notice="Pasted text is ignored here; t types an answer."), None
    full = len(session.draft) + len(cleaned(happening.text)) > LONGEST
    draft = extended(Draft(session.draft, session.cursor), happening.text)
    session = with_draft(session, draft)._replace(notice=FULL if full else "")
    return typed(session, turn, happening.seconds) if happening.whole else (session, None)


def typed(session: Session, turn: Turn, seconds: float) -> Step:
    """Return the session after an answer was typed; an empty one doesn't count."""
    text = session.draft.strip()
    if not text:
        return session._replace(stage=Stage.ASKED, draft=""), None
    return answered(session._replace(last=text), turn._replace(typed=text), seconds)


def answered(session: Session, turn: Turn, seconds: float) -> Step:
    """Return the session after an answer: asking for the confidence if wanted, else showing the card's answer."""
    if session.confidence and turn.confidence is None:
        return session._replace(stage=Stage.CONFIDENCE, turn=turn), None
    return revealed(session, turn, seconds)


def estimating(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does while the learner says how sure they are."""
    if key.name == "escape":
        stage = Stage.ASKED if turn.typed is None else Stage.TYPING
        session = with_draft(session, at_end(session.draft))
        return session._replace(stage=stage, turn=turn._replace(typed=None)), None
    if key.name not in SURENESS and key.name not in GO_ON:
        return None
    return revealed(session, turn._replace(confidence=SURENESS.get(key.name)), key.seconds)


def revealed(session: Session, turn: Turn, seconds: float) -> Step:
    """Return the session with the answer shown, or waiting for key points: in a typed answer, or behind a verdict."""
    turn = turn._replace(revealed_at=seconds)
    if turn.typed is not None or turn.verdict is not None:
        return session._replace(turn=turn), Listen(text=turn.typed or "")
    return session.guarded(seconds)._replace(stage=Stage.GRADING, turn=turn), None


def heard(session: Session, happening: Heard) -> Session:
    """Return the session after an answer was searched for key points."""
    if session.turn is None:
        return session
    turn = session.turn._replace(reasons=happening.reasons)
    if turn.typed is None:
        return session.guarded(happening.seconds)._replace(stage=Stage.GRADING, turn=turn)
    turn = turn._replace(
        quotes={**happening.quotes, **happening.negated},
        ticked=frozenset(happening.quotes),
        doubts=tuple(sorted(set(happening.negated) - set(happening.quotes))),
        counted=True,
    )
    stage = Stage.DOUBT if turn.doubts else Stage.GRADING
    return session.guarded(happening.seconds)._replace(stage=stage, turn=turn, draft="")


def doubting(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does while the learner is asked about a point that seems negated."""
    if key.name not in ("y", "n", *GO_ON):
        return None
    point, *rest = turn.doubts
    ticked = turn.ticked | {point} if key.name == "y" else turn.ticked
    turn = turn._replace(ticked=ticked, doubts=tuple(rest))
    return session._replace(stage=Stage.DOUBT if rest else Stage.GRADING, turn=turn), None


def grading(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does after the reveal."""
    if key.name in GRADES:
        return save_grade(session, turn, GRADES[key.name], key.seconds)
    if key.name == "enter" and turn.suggestion is not None:
        return save_grade(session, turn, turn.suggestion, key.seconds)
    if key.name in GO_ON:
        return session._replace(turn=turn._replace(page=(turn.page + 1) % 3)), None
    if key.name == "k":
        return session._replace(stage=Stage.TICKING, turn=turn._replace(counted=True, page=0)), None
    if key.name == "f":
        if turn.follow_ups >= 2 * len(turn.card.follow_ups):
            return session._replace(notice="There are no more follow-ups."), None
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
    """Return what a key does after writing failed: try again, or leave without saving."""
    name = key.name.lower()
    if name in ("r", *GO_ON) and session.pending is not None:
        return session._replace(stage=Stage.SAVING, notice=""), session.pending
    if name == "q":
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
FULL = f"An answer can't be longer than {LONGEST:,} characters."
VERDICT_FIRST = {
    "t": "First your verdict, y true or n false; then t types why.",
    "h": "First your verdict, y true or n false; then h hints at why.",
}
