"""The report of a mock interview as data: what was asked and said, what was in it, and the numbers with their evidence.

Everything in it is computed from the events of the interview; screens, Markdown and HTML only lay it out. Texts that
the learner wrote are quoted as they are: whoever lays them out makes them safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nnprep.interview.json_records import UnreadableRecordError, as_json, record
from nnprep.interview.kinds import COUNTING, Dimension, FollowUpKind, Manner, PartKind, Status

SCHEMA = "nnprep.interview/1"


__all__ = [
    "SCHEMA",
    "Check",
    "Code",
    "Dimension",
    "Evidence",
    "Finding",
    "FollowUp",
    "FollowUpKind",
    "Manner",
    "NextStep",
    "Part",
    "PartKind",
    "Point",
    "Question",
    "Report",
    "Score",
    "Status",
    "UnreadableReportError",
    "from_json",
    "to_json",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One key point of a question, and whether it was in the answer."""

    say: str
    must: bool
    status: Status
    quote: str = ""
    """The learner's words that make or deny it; empty if there are none."""
    nudged: bool = False
    """Whether it came only after a nudge."""

    @property
    def counts(self) -> bool:
        """Whether it counts as said."""
        return self.status in COUNTING

    @property
    def corrected(self) -> bool:
        """Whether the learner corrected what nnprep heard."""
        return self.status in (Status.ADDED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What was asked after an answer, and what was said to it."""

    kind: FollowUpKind
    asked: str
    manner: Manner
    said: str
    """As typed; empty if nothing was."""
    seconds: float
    """Without pauses."""
    model_answer: str
    earned: float | None
    """From 0 to 1: how much of it was right; None if nobody can tell."""
    remark: str = ""
    """What nnprep noticed about the answer, a sentence; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a part, and everything that was said to it."""

    number: str
    """Where it is, such as `2.1`; evidence refers to it."""
    subject: str
    """The card's id, or `drill FAMILY`."""
    asked: str
    code: str
    """What the question is about, shown verbatim under it; usually empty."""
    manner: Manner
    said: str
    """As typed; empty if nothing was."""
    points: tuple[Point, ...]
    """Empty for a question with one right answer."""
    right: bool | None
    """Whether the answer to a question with one right answer is right; None for other questions."""
    remark: str
    """What nnprep noticed about the answer, such as the mistake behind a wrong number; may be empty."""
    follow_ups: tuple[FollowUp, ...]
    seconds: float
    """For the first answer, without pauses."""
    target_seconds: int
    model_answer: str
    comments: tuple[str, ...] = ()
    """What a model said about the answer; always empty unless the learner set one up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One hidden check of the learner's code."""

    title: str
    part: str
    severity: str
    """core, robust or style; only core checks decide."""
    status: str
    """passed, failed, not-attempted, crashed, timed-out or not-judged."""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong with the learner's code, and where."""

    sentences: tuple[str, ...]
    """What an interviewer would say; the first sentence is the heading."""
    part: str
    """The part of the exercise; empty for the whole file."""
    lines: tuple[int, ...] = ()
    """Lines of `source`, counted from 1, that it is about; empty if nobody can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """The learner's code in a coding or debugging part."""

    exercise: str
    title: str
    task: str
    """What was asked for, in a sentence or two."""
    parts: tuple[str, ...]
    """Titles of the parts that were asked for."""
    file: str
    source: str
    """The file when it was judged; empty if there was none."""
    smoke_runs: int
    """How often the learner ran the file's own examples."""
    status: str
    """passed, unfinished, failed, crashed, timed-out, not-attempted or not-judged."""
    passed: int
    """Core checks that passed."""
    total: int
    """Core checks in all."""
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    """What else can be said about the code, such as a constant factor; may be empty."""
    mistake: str
    """The mistake that was planted, in a sentence; empty in a coding part."""
    guess: str
    """What the learner said the mistake is; empty in a coding part, or if nothing was said."""
    named: bool | None
    """Whether the guess names the mistake; None if there is no guess, or nnprep can't tell."""
    solution: str
    """A right solution, or the lines without the planted mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the interview."""

    number: int
    """Counted from 1."""
    kind: PartKind
    title: str
    """Such as `Warm-up` or `A concept in depth: batch normalization`."""
    seconds: float
    """Time used, without pauses."""
    target_seconds: int
    paused_seconds: float
    questions: tuple[Question, ...]
    code: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that a number of the scorecard rests on."""

    sentence: str
    part: int
    """The number of the part it is about."""
    question: str
    """The number of the question it is about, such as `2.1`; empty if it is about the whole part."""
    earned: float
    """What it adds to the number …"""
    of: float
    """… out of this much; both are in points of this interview, and `of` is greater than 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One dimension of the scorecard."""

    dimension: Dimension
    number: int | None
    """From 0 to 100: what was earned as a share of what could be earned; None without evidence."""
    evidence: tuple[Evidence, ...]
    """Empty only if there is no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to practise next."""

    command: str
    """To type, such as `nnprep quiz --topic losses`."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything about one interview."""

    id: str
    """The interview in the history: the id of its first event."""
    number: int
    """Counted from 1, in the order in which interviews began."""
    date: str
    """When it began, on the learner's clock: `2026-11-29T10:15:00+01:00`."""
    level: str
    """junior, mid or senior."""
    minutes: int
    """How long it was meant to take."""
    seed: int
    focus: tuple[str, ...]
    """Topics that the learner asked for."""
    finished: bool
    """Whether it went on to its end; if not, the report covers what was done."""
    seconds: float
    """Time used, without pauses."""
    paused_seconds: float
    parts: tuple[Part, ...]
    scorecard: tuple[Score, ...]
    """All six dimensions, in their order."""
    overall: int | None
    """The mean of the numbers there are; None if there are none."""
    verdict: str
    """What it amounts to in a few words, such as `leaning toward yes`; `no verdict` without enough evidence."""
    summary: tuple[str, ...]
    """Sentences: what was strong, what was weak, what a program can't judge."""
    next_steps: tuple[NextStep, ...]

    def score(self, dimension: Dimension) -> Score:
        """Return one dimension of the scorecard."""
        return next(each for each in self.scorecard if each.dimension is dimension)


class UnreadableReportError(ValueError):
    """A value that isn't a report; the message says which field is wrong."""


def to_json(report: Report) -> dict[str, Any]:
    """Return a report as the JSON object `nnprep.interview/1`."""
    return {"schema": SCHEMA, **as_json(report)}


def from_json(value: Any) -> Report:
    """Return the report in a JSON object that `to_json` made. Raises UnreadableReportError."""
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise UnreadableReportError(f"its schema is not {SCHEMA}")
    try:
        return record(Report, {name: item for name, item in value.items() if name != "schema"}, "report")
    except UnreadableRecordError as error:
        raise UnreadableReportError(str(error)) from error
