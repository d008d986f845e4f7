"""What judging a submission returns: an outcome for every check, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from nnprep.content.exercises import Exercise, Severity
from nnprep.errors import Fault, joined
from nnprep.late_pattern import late_pattern
from nnprep.named_tuple import NamedTuple

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Status(StrEnum):
    """The result of a check, a part or a submission."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_ATTEMPTED = "not-attempted"
    CRASHED = "crashed"
    TIMED_OUT = "timed-out"
    NOT_JUDGED = "not-judged"


EXIT_CODES = {Status.PASSED: 0, Status.NOT_JUDGED: 3}
"""Exit codes by status; for any other status it is 1."""


class Finding(NamedTuple):
    """One value of a failed check, described."""

    label: str
    """Its name, such as `dW1`, on one line and safe to print; empty if the check has only one value."""
    text: str
    """What was measured, as a phrase without a subject; empty if the value is right."""
    shape: str = ""
    """The shape that it should have, as Python writes it; empty if it isn't an array."""
    values: str = ""
    """What it is beside what it should be, or their ratio, and nothing else that was read out of it; empty if that's
    the text."""

    @property
    def right(self) -> bool:
        """Whether the value is what it should be."""
        return not self.text


class Outcome(NamedTuple):
    """The outcome of one check."""

    check: str
    title: str
    part: str
    severity: Severity
    status: Status
    message: str = ""
    """One sentence; empty if the check passed."""
    findings: tuple[Finding, ...] = ()
    expected: Any = None
    """The number expected at `place`, or a short description of the value."""
    actual: Any = None
    place: tuple[int, ...] = ()
    tolerance: float | None = None
    """The relative tolerance if there is one, else the absolute one."""
    frames: tuple[str, ...] = ()
    """The learner's own lines of a traceback, as text."""
    seconds: float = 0.0


class Scope(StrEnum):
    """Which of the values that the submission returned a diagnosis reproduces."""

    EVERYTHING = "everything"
    CORE = "core"
    """Those of every core check, which decide the verdict."""
    PART = "part"
    """Those of every core check of one part."""
    OWN = "own"
    """Those of the core checks of one part that use no part which nothing explains."""
    ROUGHLY = "roughly"
    """Those of every core check of one part, but for rounding, and for nan where another spelling makes infinity."""
    BUT_NAN = "but nan"
    """Those of every core check of one part, or of all, if infinity and nan count as the same."""
    VALUES = "values"
    """Some of the values that one part returns; it becomes a sentence among the symptoms."""
    ALONE = "alone"
    """Those of every core check of one part; elsewhere, the same code is right, as if it were written twice."""
    FAILING = "failing"
    """Those of the core checks of one part that fail; the mistakes would fail others too."""


class Diagnosis(NamedTuple):
    """Known mistakes that together reproduce what the submission returned."""

    mistakes: tuple[str, ...]
    """Ids; two if it takes two mistakes together."""
    say: tuple[str, ...]
    """What an interviewer would say, one text for each mistake."""
    severity: Severity
    """The gravest of the mistakes."""
    scope: Scope
    part: str = ""
    """The part that it explains; empty if it explains the whole submission."""
    consequences: tuple[str, ...] = ()
    """Other parts that fail only because of these mistakes: nothing can be said about their own code."""
    severities: tuple[Severity, ...] = ()
    """Those of the mistakes, in their order."""
    explains: tuple[str, ...] = ()
    """The robust and style checks that fail with these mistakes just as the submission does."""
    clouded: tuple[str, ...] = ()
    """Those of the consequences of which that isn't certain: they hold infinity or nan, as these mistakes make."""
    beside: bool = False
    """Whether they reproduce it only together with the mistakes of earlier parts."""


def named_parts(diagnosis: Iterable[Diagnosis]) -> set[str]:
    """Return the parts that diagnoses explain, and those that fail because of these; "" is the whole submission."""
    return {part for each in diagnosis for part in (each.part, *each.consequences)}


class Report(NamedTuple):
    """All outcomes of one submission."""

    exercise: Exercise
    file: str
    seed: int
    outcomes: tuple[Outcome, ...]
    trouble: str = ""
    """Why nothing could be judged: the file can't be run, or the exercise is broken; empty otherwise."""
    trouble_status: Status | None = None
    trouble_lines: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    """Errors in the exercise's own files; nothing is judged if there are any."""
    diagnosis: tuple[Diagnosis, ...] = ()
    symptoms: tuple[str, ...] = ()
    """Generic symptoms of the parts that no known mistake reproduces."""
    premise: str = ""
    """The failed check that all others build on, whose failure explains theirs; empty if there is none."""
    show_case: str = ""
    """The smallest failing call as NumPy code; empty if nothing failed."""
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
        silent = (Status.PASSED, Status.NOT_ATTEMPTED)
        return tuple(o for o in self.outcomes if o.severity is not Severity.CORE and o.status not in silent)

    @property
    def score(self) -> tuple[int, int]:
        """How many core checks passed, and how many there are."""
        return len(self.core) - len(self.failing), len(self.core)

    @property
    def status(self) -> Status:
        """What all outcomes together add up to."""
        if self.trouble_status is not None:
            return self.trouble_status
        return overall(self.core)

    @property
    def unfinished(self) -> bool:
        """Whether no core check fails, and something is unfinished."""
        statuses = {outcome.status for outcome in self.core}
        return not self.trouble and statuses == {Status.PASSED, Status.NOT_ATTEMPTED}

    @property
    def parts(self) -> dict[str, Status]:
        """The status of each part that was judged, in the exercise's order."""
        grouped: dict[str, list[Outcome]] = {part.id: [] for part in self.exercise.parts}
        for outcome in self.core:
            if outcome.part in grouped:
                grouped[outcome.part].append(outcome)
        return {part: overall(outcomes) for part, outcomes in grouped.items() if outcomes}

    @property
    def blocked(self) -> tuple[str, ...]:
        """A sentence for each mistake because of which later parts fail."""
        titles = {part.id: part.title for part in self.exercise.parts}
        single = sum(len(each.mistakes) for each in self.diagnosis) == 1
        words = {
            "what": "The mistake above" if single else "The mistakes above",
            "explain": "explains" if single else "explain",
            "that": "that" if single else "those",
        }
        said = []
        for each in self.diagnosis:
            certain = [part for part in each.consequences if part not in each.clouded]
            for sentence, parts in ((CONSEQUENCE, certain), (CLOUDED, each.clouded)):
                if parts:
                    quoted = joined(f"“{titles.get(part, part)}”" for part in parts)
                    said.append(sentence.format(parts=quoted, **words))
        return tuple(said)

    @property
    def exit_code(self) -> int:
        """0 passed, 1 not passed, 3 not judged."""
        return EXIT_CODES.get(self.status, 1)


def overall(core: Sequence[Outcome]) -> Status:
    """Add up core outcomes. Passing needs a positive answer: without any outcome, nothing was judged."""
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


CONSEQUENCE = "{what} {explain} what fails in {parts}: fix {that} first, then check again."
CLOUDED = (
    "Infinity or nan in {parts} may come of what's named above, or of another mistake: fix that first, then check "
    "again."
)
BARE = late_pattern(r"is [^ ]+( at .*?\])?, should be |has shape |is nan|is infinite")
"""Symptoms that only show two values side by side; all others say what is wrong with the numbers."""
