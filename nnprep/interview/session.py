"""The state of a running interview, what can happen to it, and what it asks for.

As the quiz, it's a pure state machine: `transitions.advance` takes a state and what happened, and returns the next
state and what to do. All that must survive is in `progress`, which only events on disk change; the rest is what a
killed interview may lose: the stage, the clock of the current question and what is being typed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from nnprep.interview.follow_ups import Due, due
from nnprep.interview.kinds import Manner
from nnprep.interview.progress import Answer, Judgement, Mention, Place, Progress
from nnprep.named_tuple import NamedTuple
from nnprep.quiz.session import Entered, Key

__all__ = ["Entered", "Key"]


class Stage(StrEnum):
    """What the interview waits for."""

    ASKED = "asked"
    """An answer, typed or aloud."""
    TYPING = "typing"
    CODING = "coding"
    """The learner works on the file of a task."""
    PAUSED = "paused"
    ENDING = "ending"
    """Whether the learner really wants to end it here."""
    WORKING = "working"
    """Whoever runs the interview does what it asked for."""
    UNSAVED = "unsaved"
    """Writing failed; try again, or not."""
    REVIEW = "review"
    """The learner goes through the judgements and corrects them."""
    OVER = "over"


class Saved(NamedTuple):
    """The event that `Save` or `Undo` asked for is on disk."""

    event: str
    """Its id."""
    seconds: float


class Unsaved(NamedTuple):
    """An event couldn't be written."""

    sentence: str


class Heard(NamedTuple):
    """An answer was judged as far as that can be done at once."""

    heard: tuple[Mention, ...] = ()
    right: bool | None = None
    earned: float | None = None
    remark: str = ""
    seconds: float = 0.0


class Unreadable(NamedTuple):
    """An answer isn't of the kind that was asked for, such as a number."""

    sentence: str


class HandedOut(NamedTuple):
    """The file of a task was written."""

    file: str
    source: str


class Failed(NamedTuple):
    """What the interview asked for couldn't be done."""

    sentence: str


class Edited(NamedTuple):
    """The learner's editor was closed."""

    notice: str


class Smoked(NamedTuple):
    """The file's own examples were run."""

    output: tuple[str, ...]


class Read(NamedTuple):
    """The learner's file was read when it was handed in."""

    source: str
    seconds: float


class Judged(NamedTuple):
    """The hidden checks were run."""

    part: int
    judgement: Judgement


class Graded(NamedTuple):
    """The answers count as reviews."""


Happening = (
    Key
    | Entered
    | Saved
    | Unsaved
    | Heard
    | Unreadable
    | HandedOut
    | Failed
    | Edited
    | Smoked
    | Read
    | Judged
    | Graded
)


class Save(NamedTuple):
    """Write an event of this interview; report Saved or Unsaved."""

    data: dict[str, Any]


class Undo(NamedTuple):
    """Undo the event that holds an answer; report Saved or Unsaved."""

    event: str
    place: Place


class Listen(NamedTuple):
    """Judge an answer; report Heard or Unreadable."""

    text: str
    due: Due


class HandOut(NamedTuple):
    """Write the file of the task of a part; report HandedOut or Failed."""

    part: int


class OpenEditor(NamedTuple):
    """Open a file in the learner's editor; report Edited."""

    file: str


class RunExamples(NamedTuple):
    """Run the examples in a file; report Smoked."""

    file: str


class ReadFile(NamedTuple):
    """Read a file that is handed in; report Read or Failed."""

    file: str


class Judge(NamedTuple):
    """Run the hidden checks on the code of a part; report Judged."""

    part: int


class GradeAnswers(NamedTuple):
    """Write a review for each card that was answered, unless it's written already; report Graded or Unsaved."""


Effect = Save | Undo | Listen | HandOut | OpenEditor | RunExamples | ReadFile | Judge | GradeAnswers


class Session(NamedTuple):
    """The whole state of a running interview."""

    progress: Progress
    stage: Stage = Stage.ASKED
    shown_at: float = 0.0
    """When the clock of the current question last started, in seconds of a monotonic clock."""
    before: float = 0.0
    """How many seconds it took up to then."""
    draft: str = ""
    """The answer typed so far."""
    cursor: int = 0
    cut: str = ""
    """What was deleted from it last in one piece; ctrl-y brings it back."""
    last: str = ""
    """The last text that was typed and is no longer there."""
    output: tuple[str, ...] = ()
    """What running the examples printed."""
    reviewing: int = 0
    """Which judgement is looked at, counted from 0."""
    guard: float = 0.0
    """Seconds after the judgements appear in which keys were meant for what was there before; 0 by the line."""
    guarded_until: float = 0.0
    notice: str = ""
    help: bool = False
    stopped: float | None = None
    """Since when the clock is stopped because the keys are shown."""
    pending: Save | Undo | GradeAnswers | None = None
    """What is being written."""
    interrupted: bool = False
    """Whether it was left by Ctrl-C."""
    spoken: bool = False
    """Whether l takes a spoken answer."""

    @property
    def due(self) -> Due | None:
        """What is asked now; None once everything was, or the interview was ended."""
        return None if self.progress.ended else due(self.progress)

    def used(self, seconds: float) -> float:
        """Return how long the current question has taken, without pauses; `seconds` is the time now."""
        if self.progress.paused_at is not None:
            return self.progress.paused_at
        until = seconds if self.stopped is None else self.stopped
        return max(0.0, self.before + until - self.shown_at)


def last_answer(progress: Progress) -> Answer | None:
    """Return the answer that was given last; None before the first."""
    return list(progress.answers.values())[-1] if progress.answers else None


def reviewable(progress: Progress) -> list[tuple[int, int]]:
    """Return the questions, as numbers of part and item, whose judgements the learner can correct."""
    places = []
    for part, slot in enumerate(progress.agenda.slots):
        for number, item in enumerate(slot.items):
            said = progress.said_to(part, number)
            if said and said[0].manner is not Manner.SKIPPED and (item.points or item.guess):
                places.append((part, number))
    return places
