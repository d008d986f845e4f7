"""What each key does before the answer is shown."""

from __future__ import annotations

from nnprep.quiz.session import Effect, Entered, Key, Listen, Session, Stage
from nnprep.quiz.text_input import LONGEST, cleaned, edited, extended
from nnprep.quiz.turn import SURENESS, VERDICTS, Turn

Step = tuple[Session, Effect | None]
GO_ON = ("space", "enter")


def judging(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does while a trap's claim waits for its verdict."""
    if key.name in VERDICTS:
        return session._replace(stage=Stage.ASKED, turn=turn._replace(verdict=VERDICTS[key.name])), None
    if key.name == "t":
        return session._replace(notice="First the verdict, y true or n false; then t types why."), None
    if key.name == "h":
        return session._replace(notice="First the verdict, y true or n false; then h hints at why."), None
    return answering(session, turn, key)


def answering(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does before the reveal."""
    if key.name in GO_ON:
        if session.confidence and turn.confidence is None:
            return session._replace(stage=Stage.CONFIDENCE), None
        return revealed(session, turn, key.seconds), None
    if key.name in VERDICTS and turn.verdict is not None:
        return session._replace(turn=turn._replace(verdict=VERDICTS[key.name])), None
    match key.name:
        case "p":
            return session._replace(turn=turn.rephrased()), None
        case "h":
            return hinted(session, turn), None
        case "t":
            return session._replace(stage=Stage.TYPING), None
        case "f":
            return session._replace(notice="Follow-ups come after the answer."), None
    return None


def hinted(session: Session, turn: Turn) -> Session:
    """Return the session with one hint more, if there is one; the last is said to be the last."""
    most = len(turn.card.key_points)
    if turn.hints >= most:
        return session._replace(notice="There is no further hint.")
    last = turn.hints + 1 == most
    notice = "That was the last hint." if last else ""
    return session._replace(turn=turn._replace(hints=turn.hints + 1), notice=notice)


def estimating(session: Session, turn: Turn, key: Key) -> Step | None:
    """Return what a key does while the learner says how sure he or she is."""
    if key.name == "escape":
        stage = Stage.ASKED if turn.typed is None else Stage.TYPING
        return session._replace(stage=stage, turn=turn._replace(typed=None)), None
    if key.name in SURENESS:
        turn = turn._replace(confidence=SURENESS[key.name])
    elif key.name not in GO_ON:
        return None
    if turn.typed is not None:
        return session._replace(turn=turn._replace(revealed_at=key.seconds)), Listen(text=turn.typed)
    return revealed(session, turn, key.seconds), None


def revealed(session: Session, turn: Turn, seconds: float) -> Session:
    """Return the session with the answer shown."""
    turn = turn._replace(revealed_at=seconds)
    return session.guarded(seconds)._replace(stage=Stage.GRADING, turn=turn)


def typing(session: Session, turn: Turn, key: Key) -> Step:
    """Return what a key does while an answer is typed; Escape keeps what was typed for the next t."""
    if key.name == "escape":
        return session._replace(stage=Stage.ASKED), None
    if key.name == "enter":
        return finished(session, turn, key.seconds)
    full = len(session.draft) == LONGEST and (len(key.name) == 1 or key.name == "space")
    return session._replace(draft=edited(session.draft, key.name), notice=FULL if full else ""), None


def entered(session: Session, happening: Entered) -> Step:
    """Return what text does that came as one piece: it is typed, or passed over where nothing is typed."""
    turn = session.turn
    if session.help or session.stage in (Stage.UNSAVED, Stage.SAVING, Stage.OVER):
        return session, None
    if session.stage is not Stage.TYPING or turn is None:
        return session._replace(notice="Pasted text is ignored here; t types an answer."), None
    full = len(session.draft) + len(cleaned(happening.text)) > LONGEST
    draft = extended(session.draft, happening.text)
    session = session._replace(draft=draft, notice=FULL if full else "")
    return finished(session, turn, happening.seconds) if happening.whole else (session, None)


def finished(session: Session, turn: Turn, seconds: float) -> Step:
    """Return the session after an answer was typed; an empty one is no answer."""
    text = session.draft.strip()
    if not text:
        return session._replace(stage=Stage.ASKED, draft=""), None
    turn = turn._replace(typed=text)
    if session.confidence and turn.confidence is None:
        return session._replace(stage=Stage.CONFIDENCE, turn=turn), None
    return session._replace(turn=turn._replace(revealed_at=seconds)), Listen(text=text)


FULL = f"The answer is full: it holds {LONGEST:,} characters."
