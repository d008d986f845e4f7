"""A quiz session as a pure state machine: what happened goes in, the next state and what to do come out.

It reads no clock, writes no file and knows no terminal: whoever runs it carries out the effect that `advance`
returns and reports back. What a state looks like is decided elsewhere.

States are named tuples because defining a dataclass takes half a millisecond, eight times as long, and all of these
are defined before the first card can be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from nnprep.content.cards import Card
from nnprep.memory.events import EventKind
from nnprep.memory.grades import Grade
from nnprep.memory.turn import Turn, record, wordings

OTHERS_BETWEEN = 3
"""How many other cards are asked before a failed one comes back."""


class Stage(StrEnum):
    """What the session waits for."""

    VERDICT = "verdict"
    """Whether the claim of a trap is true."""
    ASKED = "asked"
    """The learner answers in the head, aloud or by typing."""
    TYPING = "typing"
    CONFIDENCE = "confidence"
    """How sure the learner is."""
    DOUBT = "doubt"
    """Whether a key point that was heard negated was meant."""
    GRADING = "grading"
    TICKING = "ticking"
    """Which key points were in the answer."""
    SAVING = "saving"
    """Whoever runs the session writes to the log."""
    UNSAVED = "unsaved"
    """Writing failed; again, or not."""
    SUMMARY = "summary"
    OVER = "over"


class Key(NamedTuple):
    """A key was pressed: a character, or a name such as `enter`, `escape`, `backspace`, `ctrl-c`, `end`."""

    name: str
    seconds: float
    """The moment, on a clock that never jumps."""


class Heard(NamedTuple):
    """What was heard in a typed answer."""

    quotes: Mapping[int, str]
    """Key point (from 0) -> the words in which it was heard."""
    negated: Mapping[int, str]
    """Key point -> the words in which the opposite was heard."""


class Saved(NamedTuple):
    """The event that `Save` asked for is on disk."""

    event: str
    """Its id."""
    seconds: float


class Unsaved(NamedTuple):
    """The event that `Save` asked for is NOT on disk."""

    sentence: str


class Edited(NamedTuple):
    """The card on the table may have changed."""

    card: Card
    notice: str
    """What to tell the learner; may be empty."""


Happening = Key | Heard | Saved | Unsaved | Edited


class Save(NamedTuple):
    """Write this event; answer with Saved or Unsaved."""

    kind: EventKind
    subject: str
    data: dict[str, Any]


class Listen(NamedTuple):
    """Find the card's key points in this answer; answer with Heard."""

    text: str


class Edit(NamedTuple):
    """Open the card's file where it can be edited; answer with Edited."""

    card: Card


Effect = Save | Listen | Edit


class Answer(NamedTuple):
    """A turn that ended with an event on disk."""

    turn: Turn
    grade: Grade | None
    """None if the card was suspended."""
    event: str


class Session(NamedTuple):
    """The whole state of a session."""

    stage: Stage
    turn: Turn | None
    """The card on the table; None on an empty table."""
    queue: tuple[Any, ...]
    """The cards after it; before the first key, headings may stand in for them."""
    asked: Mapping[str, int]
    """Card id -> how often it was graded before; rotates the wordings."""
    answers: tuple[Answer, ...] = ()
    """What was answered and not taken back, in order."""
    skipped: tuple[str, ...] = ()
    """Ids of cards passed over."""
    kind: EventKind = EventKind.REVIEW
    """What a grade is written as: `practice` while cramming."""
    confidence: bool = False
    """Whether to ask how sure the learner is."""
    suspended: frozenset[str] = frozenset()
    """Ids of cards that were put away before; putting one away again brings it back."""
    draft: str = ""
    """What has been typed so far."""
    notice: str = ""
    """One sentence about the last key."""
    help: bool = False
    """Whether all keys are shown."""
    pending: Save | None = None
    """What is being written."""
    interrupted: bool = False
    """Whether it ended by Ctrl-C."""


def begin(
    cards: Iterable[Any],
    *,
    seconds: float,
    asked: Mapping[str, int] | None = None,
    kind: EventKind = EventKind.REVIEW,
    confidence: bool = False,
) -> Session:
    """Return a session at its first card; `asked` says how often each card was graded before."""
    empty = Session(
        stage=Stage.SUMMARY,
        turn=None,
        queue=tuple(cards),
        asked=dict(asked or {}),
        kind=kind,
        confidence=confidence,
    )
    return next_card(empty, seconds)


def next_card(session: Session, seconds: float) -> Session:
    """Return the session at its next card, or at its summary."""
    if not session.queue:
        return session._replace(stage=Stage.SUMMARY, turn=None, pending=None)
    card, *rest = session.queue
    phrasing = session.asked.get(card.id, 0) % len(wordings(card))
    return session._replace(
        stage=Stage.ASKED if card.trap is None else Stage.VERDICT,
        turn=Turn(card=card, phrasing=phrasing, shown_at=seconds),
        queue=tuple(rest),
        pending=None,
    )


def graded(session: Session, turn: Turn, grade: Grade, seconds: float) -> tuple[Session, Effect]:
    """Return the session that waits for a grade to be written."""
    return saving(session, Save(kind=session.kind, subject=turn.card.id, data=record(turn, grade, seconds)))


def saving(session: Session, save: Save) -> tuple[Session, Effect]:
    """Return the session that waits for an event to be written."""
    return session._replace(stage=Stage.SAVING, pending=save), save


def saved(session: Session, happening: Saved) -> Session:
    """Return the session after the pending event was written."""
    pending, turn = session.pending, session.turn
    if pending is None:
        return session
    if pending.kind == EventKind.VOID:
        return taken_back(session)
    if turn is None:
        return session._replace(pending=None)
    grade = Grade(pending.data["grade"]) if "grade" in pending.data else None
    queue, asked = session.queue, dict(session.asked)
    if grade is not None:
        asked[turn.card.id] = asked.get(turn.card.id, 0) + 1
    if grade is Grade.AGAIN:
        queue = (*queue[:OTHERS_BETWEEN], turn.card, *queue[OTHERS_BETWEEN:])
    answer = Answer(turn=turn, grade=grade, event=happening.event)
    done = session._replace(answers=(*session.answers, answer), queue=queue, asked=asked)
    following = next_card(done, happening.seconds)
    if pending.kind == EventKind.SUSPEND:
        where = "put away; quiz --suspended shows it" if pending.data["suspended"] else "asked again"
        return following._replace(notice=f"{turn.card.id} is {where}, u takes that back.")
    return following


def undo(session: Session) -> tuple[Session, Effect | None]:
    """Return the session that waits for its last answer to be taken back."""
    if not session.answers:
        return session._replace(notice="There is nothing to undo in this session."), None
    last = session.answers[-1]
    kind = EventKind.SUSPEND if last.grade is None else session.kind
    data = {"kind": str(kind), "subject": last.turn.card.id}
    return saving(session, Save(kind=EventKind.VOID, subject=last.event, data=data))


def taken_back(session: Session) -> Session:
    """Return the session with its last answer open again; the card on the table comes right after it."""
    last = session.answers[-1]
    card = last.turn.card
    waiting = session.queue if session.turn is None else (session.turn.card, *session.queue)
    asked = dict(session.asked)
    if last.grade is not None:
        asked[card.id] -= 1
    return session._replace(
        stage=Stage.GRADING if last.turn.revealed else Stage.ASKED,
        turn=last.turn,
        queue=tuple(other for other in waiting if other.id != card.id),
        answers=session.answers[:-1],
        asked=asked,
        pending=None,
        notice="Taken back.",
    )
