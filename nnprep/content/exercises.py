"""What an exercise is: a coding task, its parts, its hints and where its files are."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from nnprep.content.cards import FollowUp, Level


class Severity(StrEnum):
    """What a check, or a mistake, weighs."""

    CORE = "core"
    """Decides the verdict: right values of the right shape."""
    ROBUST = "robust"
    """Overflow, float32, integers, infinities: told, never decisive."""
    STYLE = "style"
    """A changed argument, a warning, a lost dtype: told, never decisive."""


class Function(NamedTuple):
    """A function or class that the learner writes."""

    name: str
    returns: tuple[str, ...] = ()
    """Names of what it returns, in order; the report labels values with them. Empty: not labelled."""


class Part(NamedTuple):
    """A part of an exercise that is attempted, judged and hinted at on its own."""

    id: str
    title: str
    functions: tuple[str, ...]
    """Names of the functions, or `Class.method`, that make up the part."""
    hints: tuple[str, str, str]
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
    """Where it stands in the list."""
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
    """`solutions/<id>`: reference.py, checks.py and mistakes.yaml."""

    @property
    def module(self) -> str:
        """The name of the learner's file without `.py`: the id with underscores."""
        return self.id.replace("-", "_")


class Edit(NamedTuple):
    """One change of one line of the reference."""

    line: str
    """The line, stripped, without a trailing comment; unique in the reference, or within `within`."""
    change: str
    """The text to replace; stands once in the line. Empty: the whole line."""
    to: str
    """What to put there; further lines get the line's own indentation."""
    within: str = ""
    """`function` or `Class.method` that narrows the search; empty: the whole file."""


class Mistake(NamedTuple):
    """A known wrong way to write the reference, and what an interviewer would say about it."""

    id: str
    level: Level
    severity: Severity
    edits: tuple[Edit, ...]
    say: str
    """The first sentence is the heading; the rest says why and what to do."""
    line: int
    """Where it stands in mistakes.yaml, counted from 1."""
    spellings: tuple[str, ...] = ()
    """Ids of the same mistake in another spelling (`same_as`)."""
