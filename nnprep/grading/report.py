"""What a judged submission comes to: an outcome for every check, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from nnprep import __version__
from nnprep.content.exercises import Exercise, Severity

NOTHING: Mapping[str, Any] = MappingProxyType({})
SCHEMA = "nnprep.result/1"


class Status(StrEnum):
    """How a check, a part or a submission ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_ATTEMPTED = "not-attempted"
    CRASHED = "crashed"
    TIMED_OUT = "timed-out"
    NOT_JUDGED = "not-judged"


EXIT_CODES = {Status.PASSED: 0, Status.NOT_JUDGED: 3}
"""Exit codes by status; all others are 1."""


class Finding(NamedTuple):
    """One value of a failed check, in words."""

    label: str
    """Its name, such as `dW1`, on one line and safe to print; empty where the check has one value."""
    text: str
    """What was measured: a phrase without a subject; empty where the value is right."""
    shape: str = ""
    """The shape that it should have, as Python writes it; empty where there is none."""

    @property
    def right(self) -> bool:
        """Whether the value is what it should be."""
        return not self.text


class Outcome(NamedTuple):
    """What one check found."""

    check: str
    title: str
    part: str
    severity: Severity
    status: Status
    message: str = ""
    """One sentence; empty where it passed."""
    findings: tuple[Finding, ...] = ()
    expected: Any = None
    """The number that should stand at `place`, or a short description."""
    actual: Any = None
    place: tuple[int, ...] = ()
    tolerance: float | None = None
    """Relative tolerance where there is one, else the absolute one."""
    frames: tuple[str, ...] = ()
    """The learner's own lines of a traceback, as text."""
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The outcome as it stands in the result."""
        return {
            "check": self.check,
            "title": self.title,
            "part": self.part,
            "severity": self.severity.value,
            "status": self.status.value,
            "message": self.message,
            "expected": self.expected,
            "actual": self.actual,
            "index": list(self.place),
            "tolerance": self.tolerance,
            "seconds": round(self.seconds, 6),
        }


class Scope(StrEnum):
    """What a diagnosis reproduces of what the submission returned."""

    EVERYTHING = "everything"
    CORE = "core"
    """Every core check; what decides the verdict."""
    PART = "part"
    """Every core check of one part."""
    FAILING = "failing"
    """The core checks that fail, of one part; the mistakes would fail others too."""


class Diagnosis(NamedTuple):
    """Known mistakes that together reproduce what the submission returned."""

    mistakes: tuple[str, ...]
    """Ids; two where two edits together do it."""
    say: tuple[str, ...]
    """What an interviewer would say, one text for each mistake."""
    severity: Severity
    """The gravest of the mistakes."""
    scope: Scope
    part: str = ""
    """The part that it explains; empty where it explains the whole submission."""

    def as_json(self) -> dict[str, Any]:
        """The diagnosis as it stands in the result."""
        return {
            "mistakes": list(self.mistakes),
            "say": " ".join(self.say),
            "reproduces": str(self.scope),
            "part": self.part or None,
        }


class Report(NamedTuple):
    """All outcomes of one submission."""

    exercise: Exercise
    file: str
    seed: int
    outcomes: tuple[Outcome, ...]
    trouble: str = ""
    """Why the file could not be run at all; empty where it could."""
    trouble_status: Status | None = None
    trouble_lines: tuple[str, ...] = ()
    diagnosis: tuple[Diagnosis, ...] = ()
    symptoms: tuple[str, ...] = ()
    """Generic symptoms, where no known mistake reproduces the submission."""
    show_case: str = ""
    """The smallest failing call as NumPy code; empty where nothing failed."""
    printed: str = ""
    isolation: Mapping[str, Any] = NOTHING
    seconds: float = 0.0

    @property
    def core(self) -> tuple[Outcome, ...]:
        """The outcomes that decide the verdict."""
        return tuple(o for o in self.outcomes if o.severity is Severity.CORE)

    @property
    def failing(self) -> tuple[Outcome, ...]:
        """Core outcomes that did not pass."""
        return tuple(o for o in self.core if o.status is not Status.PASSED)

    @property
    def raised_next(self) -> tuple[Outcome, ...]:
        """Robust and style outcomes that did not pass: what an interviewer would raise next."""
        lost = (Status.PASSED, Status.NOT_ATTEMPTED)
        return tuple(o for o in self.outcomes if o.severity is not Severity.CORE and o.status not in lost)

    @property
    def score(self) -> tuple[int, int]:
        """How many core checks passed, of how many."""
        return len(self.core) - len(self.failing), len(self.core)

    @property
    def status(self) -> Status:
        """What all outcomes add up to."""
        if self.trouble_status is not None:
            return self.trouble_status
        return overall(self.core)

    @property
    def unfinished(self) -> bool:
        """Whether everything written is right and something is still to be written."""
        found = {outcome.status for outcome in self.core}
        return not self.trouble and found == {Status.PASSED, Status.NOT_ATTEMPTED}

    @property
    def parts(self) -> dict[str, Status]:
        """The status of each part that was judged, in the exercise's order."""
        grouped = {part.id: [o for o in self.core if o.part == part.id] for part in self.exercise.parts}
        return {part: overall(outcomes) for part, outcomes in grouped.items() if outcomes}

    @property
    def exit_code(self) -> int:
        """0 passed, 1 not passed, 3 not judged."""
        return EXIT_CODES.get(self.status, 1)


def overall(core: Sequence[Outcome]) -> Status:
    """Add up core outcomes. Passing needs a positive answer: no outcome at all is not judged."""
    statuses = [outcome.status for outcome in core]
    if not statuses or Status.NOT_JUDGED in statuses:
        return Status.NOT_JUDGED
    if all(status is Status.NOT_ATTEMPTED for status in statuses):
        return Status.NOT_ATTEMPTED
    failing = [s for s in statuses if s is not Status.PASSED]
    if not failing:
        return Status.PASSED
    for ending in (Status.CRASHED, Status.TIMED_OUT):
        if all(status is ending for status in failing):
            return ending
    return Status.FAILED


def result(report: Report, notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return the result object `nnprep.result/1` of a report; `notes` are added to its own."""
    import platform

    # The judge has loaded NumPy by now. A checkout that isn't installed has no metadata to ask for versions.
    from numpy import __version__ as numpy_version

    passed, total = report.score
    trouble = [report.trouble] if report.trouble else []
    return {
        "schema": SCHEMA,
        "nnprep": __version__,
        "python": platform.python_version(),
        "numpy": numpy_version,
        "exercise": report.exercise.id,
        "file": report.file,
        "seed": report.seed,
        "status": report.status.value,
        "passed": report.status is Status.PASSED,
        "outcomes": [outcome.as_json() for outcome in report.outcomes],
        "parts": {part: status.value for part, status in report.parts.items()},
        "score": {"passed": passed, "total": total},
        "diagnosis": [diagnosis.as_json() for diagnosis in report.diagnosis],
        "notes": [*trouble, *report.symptoms, *notes],
        "follow_ups": [{"question": f.question, "answer": f.answer} for f in report.exercise.follow_ups],
        "show_case": report.show_case,
        "printed": report.printed,
        "isolation": dict(report.isolation),
        "seconds": round(report.seconds, 3),
    }
