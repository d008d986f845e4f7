"""The state of a quiz session, what can happen to it, and what it asks for.

The session is a pure state machine: `transitions.advance` takes a state and what happened, and returns the next state
and what to do. It reads no clock, writes no file and knows no terminal: whoever runs it carries out the effect and
reports back. `nnprep.screens.quiz` decides what a state looks like.

States are named tuples because defining a dataclass takes half a millisecond, eight times as long, and all of these
are defined before the first card can be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from nnprep.content.cards import Card
from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind
from nnprep.named_tuple import NamedTuple
from nnprep.quiz.turn import Turn

if TYPE_CHECKING:
    from nnprep.learner.stats.leech import Leech


class Stage(StrEnum):
    """What the session waits for."""

    VERDICT = "verdict"
    """Whether the claim of a trap is true."""
    ASKED = "asked"
    """The learner answers silently, aloud or by typing."""
    TYPING = "typing"
    CONFIDENCE = "confidence"
    """How sure the learner is."""
    DOUBT = "doubt"
    """Whether the learner made a key point that seems negated in the answer."""
    GRADING = "grading"
    TICKING = "ticking"
    """Which key points were in the answer."""
    SAVING = "saving"
    """Whoever runs the session writes to the log."""
    UNSAVED = "unsaved"
    """Writing failed; try again, or not."""
    SUMMARY = "summary"
    OVER = "over"


class Key(NamedTuple):
    """A key was pressed: a character, or a name such as `enter`, `escape`, `backspace`, `ctrl-c`, `end`."""

    name: str
    seconds: float
    """The time, on a monotonic clock."""


class Entered(NamedTuple):
    """Text came in one piece: it was pasted, or input is read by the line."""

    text: str
    seconds: float
    whole: bool = False
    """Whether it's the whole answer, so that no Enter follows."""


class Heard(NamedTuple):
    """An answer was searched for key points; a spoken one has none."""

    quotes: Mapping[int, str]
    """Key point (from 0) -> the words that make it."""
    negated: Mapping[int, str]
    """Key point -> the words that seem to negate it."""
    seconds: float = 0.0
    """When the search was done."""
    reasons: frozenset[int] = frozenset()
    """Key points that decide the claim of a trap."""


class Saved(NamedTuple):
    """The event that `Save` asked for is on disk."""

    event: str
    """Its id."""
    seconds: float


class Unsaved(NamedTuple):
    """The event that `Save` asked for couldn't be written."""

    sentence: str


class Taken(NamedTuple):
    """The event that `Save` asked for was not written: another session answered the card meanwhile."""

    sentence: str
    seconds: float


class Edited(NamedTuple):
    """The card on the table may have changed."""

    card: Card
    notice: str
    """A message for the learner; may be empty."""
    took: float = 0.0
    """How many seconds editing took."""


Happening = Key | Entered | Heard | Saved | Unsaved | Taken | Edited


class Save(NamedTuple):
    """Write this event; report Saved or Unsaved."""

    kind: EventKind
    subject: str
    data: dict[str, Any]


class Listen(NamedTuple):
    """Find the card's key points in this answer, and those that decide its claim; report Heard."""

    text: str


class Edit(NamedTuple):
    """Open the card's file in an editor if possible; report Edited."""

    card: Card


Effect = Save | Listen | Edit


class Answer(NamedTuple):
    """A turn that ended with an event on disk."""

    turn: Turn
    grade: Grade | None
    """None if the card was suspended."""
    event: str
    seconds: float = 0.0
    """When it was written, on the turn's clock."""


class Skip(NamedTuple):
    """A skipped card; nothing is written about it."""

    turn: Turn
    seconds: float
    after: int
    """How many answers came before it, so that undo undoes whatever was last."""


class Session(NamedTuple):
    """The whole state of a session."""

    stage: Stage
    turn: Turn | None
    """The current card; None if there is none."""
    queue: tuple[Any, ...]
    """The cards after it; until the first key, these may be headings."""
    asked: Mapping[str, int]
    """Card id -> how often it was graded before, which decides the wording."""
    answers: tuple[Answer, ...] = ()
    """The answers that weren't undone, in order."""
    skips: tuple[Skip, ...] = ()
    """The skips that weren't undone, in order."""
    kind: EventKind = EventKind.REVIEW
    """What a grade is written as: `practice` while cramming."""
    confidence: bool = False
    """Whether to ask how sure the learner is."""
    suspended: frozenset[str] = frozenset()
    """Ids of cards that were suspended before; for these, ! means to ask them again."""
    draft: str = ""
    """The answer typed so far."""
    cursor: int = 0
    """Where in it the next character goes."""
    cut: str = ""
    """What was deleted from it last in one piece; ctrl-y brings it back."""
    last: str = ""
    """What was typed last and is no longer there: an answer that was given, or a deleted text."""
    drafts: Mapping[str, str] = {}
    """Card id -> what was typed for a card that was left without being graded."""
    leeches: Mapping[str, Leech] = {}
    """Card id -> what was wrong with its answers, for cards that are failed again and again."""
    notice: str = ""
    """A message about the last key."""
    help: bool = False
    """Whether all keys are shown."""
    stopped: float | None = None
    """Since when the clock is stopped because they are."""
    guard: float = 0.0
    """Seconds after a reveal in which no key grades; 0 if input is read by the line."""
    guarded_until: float = 0.0
    pending: Save | None = None
    """What is being written."""
    interrupted: bool = False
    """Whether it ended by Ctrl-C."""
    spoken: bool = False
    """Whether l takes a spoken answer."""

    @property
    def skipped(self) -> tuple[str, ...]:
        """Ids of the skipped cards, in order."""
        return tuple(skip.turn.card.id for skip in self.skips)

    def guarded(self, seconds: float) -> Session:
        """Return the session with the guard up, as an answer has just appeared."""
        return self._replace(guarded_until=seconds + self.guard if self.guard else 0.0)
