"""The closed sets of an interview: its parts, how a question was answered, what became of a key point."""

from __future__ import annotations

from enum import StrEnum


class PartKind(StrEnum):
    """What a part of an interview is about, in the order in which they come."""

    WARM_UP = "warm-up"
    DEPTH = "depth"
    """One concept, with follow-ups."""
    WHITEBOARD = "whiteboard"
    """Shapes, parameter counts and gradients, by hand."""
    CODING = "coding"
    DEBUGGING = "debugging"
    DESIGN = "design"
    QUESTIONS = "questions"
    """The learner's own questions to the interviewer."""


class Manner(StrEnum):
    """How a question was answered."""

    TYPED = "typed"
    ALOUD = "aloud"
    """Said aloud: nothing was written down, so only the learner knows what was in it."""
    SKIPPED = "skipped"
    UNANSWERED = "unanswered"
    """The interview ended before it was answered."""


class Status(StrEnum):
    """Whether a key point was in an answer, and who says so."""

    HEARD = "heard"
    """nnprep recognized it; `quote` has the words."""
    DENIED = "denied"
    """nnprep recognized it, but the answer seems to deny it; it doesn't count. `quote` has the words."""
    MISSED = "missed"
    ADDED = "added"
    """nnprep missed it and the learner says that it was said; it counts."""
    WITHDRAWN = "withdrawn"
    """nnprep heard it and the learner says that it wasn't meant; it doesn't count."""
    GRANTED = "granted"
    """A model found it, quoting words that the learner used; it counts."""


COUNTING = (Status.HEARD, Status.ADDED, Status.GRANTED)


class FollowUpKind(StrEnum):
    """Why a follow-up was asked."""

    NUDGE = "nudge"
    """A required point was missing."""
    DEEPER = "deeper"
    """The answer was full."""
    PLANNED = "planned"
    """Asked in any case."""


class Dimension(StrEnum):
    """What the scorecard is about."""

    FUNDAMENTALS = "fundamentals"
    MATHEMATICS = "mathematics"
    CODING = "coding"
    DEBUGGING = "debugging"
    DEPTH = "depth in follow-ups"
    PACE = "pace"
