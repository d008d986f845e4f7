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
from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind
from nnprep.quiz.turn import Turn, record, wordings

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


class Entered(NamedTuple):
    """Text came as one piece: it was pasted, or keys come by the line."""

    text: str
    seconds: float
    whole: bool = False
    """Whether it is the whole answer, so that no Enter follows."""


class Heard(NamedTuple):
    """What was heard in a typed answer."""

    quotes: Mapping[int, str]
    """Key point (from 0) -> the words in which it was heard."""
    negated: Mapping[int, str]
    """Key point -> the words in which the opposite was heard."""
    seconds: float = 0.0
    """When the search was done."""


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
    took: float = 0.0
    """Seconds for which the learner was away."""


Happening = Key | Entered | Heard | Saved | Unsaved | Edited


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
    seconds: float = 0.0
    """When that was, on the turn's clock."""


class Skip(NamedTuple):
    """A card that was passed over; nothing is written about that."""

    turn: Turn
    seconds: float
    after: int
    """How many answers stood before it, so that undo takes back what was last."""


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
    skips: tuple[Skip, ...] = ()
    """What undo brings back of them."""
    kind: EventKind = EventKind.REVIEW
    """What a grade is written as: `practice` while cramming."""
    confidence: bool = False
    """Whether to ask how sure the learner is."""
    suspended: frozenset[str] = frozenset()
    """Ids of cards that were put away before; putting one away again brings it back."""
    draft: str = ""
    """What has been typed so far."""
    drafts: Mapping[str, str] = {}
    """Card id -> what was typed for a card that left the table without an answer."""
    notice: str = ""
    """One sentence about the last key."""
    help: bool = False
    """Whether all keys are shown."""
    stopped: float | None = None
    """Since when the clock stands, because they are."""
    guard: float = 0.0
    """Seconds after a reveal in which no key grades; 0 where keys come by the line."""
    guarded_until: float = 0.0
    pending: Save | None = None
    """What is being written."""
    interrupted: bool = False
    """Whether it ended by Ctrl-C."""

    def guarded(self, seconds: float) -> Session:
        """Return the session at the moment at which an answer appeared."""
        return self._replace(guarded_until=seconds + self.guard if self.guard else 0.0)


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
        draft=session.drafts.get(card.id, ""),
        pending=None,
    )


def graded(session: Session, turn: Turn, grade: Grade, seconds: float) -> tuple[Session, Effect]:
    """Return the session that waits for a grade to be written."""
    return saving(session, Save(kind=session.kind, subject=turn.card.id, data=record(turn, grade, seconds)))


def saving(session: Session, save: Save) -> tuple[Session, Effect]:
    """Return the session that waits for an event to be written."""
    return session._replace(stage=Stage.SAVING, pending=save), save


def undo(session: Session) -> tuple[Session, Effect | None]:
    """Return the session that waits for its last answer to be taken back."""
    if not session.answers:
        return session._replace(notice="There is nothing to undo in this session."), None
    last = session.answers[-1]
    kind = EventKind.SUSPEND if last.grade is None else session.kind
    data = {"kind": str(kind), "subject": last.turn.card.id}
    return saving(session, Save(kind=EventKind.VOID, subject=last.event, data=data))
