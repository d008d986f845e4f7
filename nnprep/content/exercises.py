"""What an exercise is: a coding task with parts, hints, known mistakes and the places of its files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from nnprep.content.cards import FollowUp, Level
from nnprep.named_tuple import NamedTuple

TASK, STUB = "exercise.yaml", "stub.py"
REFERENCE, CHECKS, MISTAKES, VARIANTS = "reference.py", "checks.py", "mistakes.yaml", "variants.py"
"""The files of an exercise and of its solution."""
DEFAULT_ORDER = 1000
"""Exercises without an order come last, by name."""


class Severity(StrEnum):
    """How much a check or a mistake matters."""

    CORE = "core"
    """Decides the verdict: correct values of the correct shape, arguments left alone."""
    ROBUST = "robust"
    """Overflow, float32, integers, infinities: reported, never decisive."""
    STYLE = "style"
    """A warning, a lost dtype: reported, never decisive."""


class Group(StrEnum):
    """What an exercise is about, in the order in which one learns."""

    FOUNDATIONS = "foundations"
    LOSSES = "losses"
    OPTIMIZERS = "optimizers"
    NORMALIZATION = "normalization"
    CONVOLUTION = "convolution"
    ATTENTION = "attention"
    DECODING = "decoding"
    ALIGNMENT = "alignment"
    DATA = "data"
    OWN = "own"
    """Content of one's own that names no group."""

    @property
    def heading(self) -> str:
        """What a list calls it."""
        return GROUP_HEADINGS.get(self, self.value)


GROUP_HEADINGS = {
    Group.NORMALIZATION: "regularization and normalization",
    Group.CONVOLUTION: "convolution and recurrence",
    Group.ATTENTION: "attention and transformers",
    Group.DECODING: "decoding and serving",
    Group.ALIGNMENT: "fine-tuning and alignment",
    Group.DATA: "data and metrics",
    Group.OWN: "your own",
}


class Course(StrEnum):
    """A ready path through the exercises; each contains those before it."""

    EVENING = "evening"
    WEEK = "week"
    MONTH = "month"


class Function(NamedTuple):
    """A function or class that the learner writes."""

    name: str
    returns: tuple[str, ...] = ()
    """Names of its return values, in order; the report labels values with them. Empty: no labels."""


class Part(NamedTuple):
    """A part of an exercise, attempted, judged and hinted at on its own."""

    id: str
    title: str
    functions: tuple[str, ...]
    """Names of the functions, or `Class.method`, that make up the part."""
    hints: tuple[str, ...]
    """A nudge, the method, nearly the code."""


class Exercise(NamedTuple):
    """One coding task."""

    id: str
    """The name of its folder, with hyphens: `count-params`."""
    title: str
    level: Level
    minutes: int
    """How long an interviewer allows."""
    order: int
    """Its place in the list."""
    summary: str
    """The task in one or two sentences."""
    parts: tuple[Part, ...]
    functions: tuple[Function, ...]
    follow_ups: tuple[FollowUp, ...]
    see: tuple[str, ...]
    """Ids of related cards."""
    folder: Path
    """`exercises/<id>`: exercise.yaml and stub.py."""
    solution: Path
    """`solutions/<id>`: reference.py, checks.py and mistakes.yaml, and perhaps variants.py."""
    aliases: tuple[str, ...] = ()
    """Other ids that a user may type."""
    group: Group = Group.OWN
    course: Course = Course.MONTH
    """The shortest path that contains it."""
    needs: tuple[str, ...] = ()
    """Ids of exercises to pass before it."""

    @property
    def module(self) -> str:
        """The name of the learner's file without `.py`: the id with underscores."""
        return self.id.replace("-", "_")


class Edit(NamedTuple):
    """One change of one line of the reference."""

    line: str
    """The line, stripped, without a trailing comment; unique in the reference, or in `within`."""
    change: str
    """The text to replace, which occurs once in the line. Empty: the whole line."""
    to: str
    """What to put there; further lines get the line's own indentation."""
    within: str = ""
    """`function` or `Class.method` that narrows the search; empty: the whole file."""


class Mistake(NamedTuple):
    """A known mistake in the reference, and what an interviewer would say about it."""

    id: str
    level: Level
    severity: Severity
    edits: tuple[Edit, ...]
    say: str
    """The first sentence is the heading; the rest says why and what to do."""
    line: int
    """Its first line in mistakes.yaml, counted from 1."""
    spellings: tuple[str, ...] = ()
    """Ids of other spellings of this mistake (`same_as`)."""
