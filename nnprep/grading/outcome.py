"""Decides the outcome of one check from what it saw of the reference and of the submission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise
from nnprep.grading.answer_key import reference_fault
from nnprep.grading.feedback.values import described, number, safe
from nnprep.grading.report import Outcome, Status
from nnprep.sandbox.child.line_counter import MOST
from nnprep.sandbox.failures import Died, Misbehaved, Missing, NotAttempted, Raised, Refused, TimedOut


def outcome_of(
    check: Check,
    exercise: Exercise,
    expected: Trace,
    seen: Trace,
    *,
    seconds: float = 0.0,
    described: bool = True,
) -> Outcome:
    """Return the outcome of one check; not judged if the reference itself doesn't pass it.

    Unless `described`, a wrong value is only called failed: looking for words takes longer than comparing.
    """
    fault = reference_fault(exercise, check, expected)
    if fault:
        return ended(check, Status.NOT_JUDGED, fault.message, seconds)
    if check.counted and isinstance(seen.error, TimedOut):
        return ended(check, Status.FAILED, TOO_SLOW.format(limit=seen.error.seconds), seconds)
    if seen.error is not None:
        status, message, frames = misbehavior(seen.error)
        return ended(check, status, message, seconds, frames)
    try:
        if check.counted and (slow := slowness(expected, seen)):
            return ended(check, Status.FAILED, slow, seconds)
        if seen.passes(expected, check.tolerance):
            return ended(check, Status.PASSED, "", seconds)
        if not described:
            return ended(check, Status.FAILED, "", seconds)
        return failed(check, exercise, expected, seen, seconds)
    except VALUE_ERRORS as error:
        message = f"nnprep couldn't compare the result with the expected one ({type(error).__name__})"
        return ended(check, Status.FAILED, message, seconds)


def failed(check: Check, exercise: Exercise, expected: Trace, seen: Trace, seconds: float) -> Outcome:
    """Return the outcome of a check that did not hold, with what is wrong."""
    # Late: describing a difference takes 8 ms to import, and a right answer needs no description.
    from nnprep.grading.feedback.findings import findings_of

    failure = findings_of(check, exercise, expected, seen)
    outcome = ended(check, Status.FAILED, failure.sentence, seconds)._replace(findings=failure.findings)
    if failure.worst is None:
        return outcome
    limit = failure.worst.tolerance
    return outcome._replace(
        expected=plain(failure.worst.expected_there),
        actual=plain(failure.worst.actual_there),
        place=failure.worst.place,
        tolerance=(limit.rtol or limit.atol) if limit else None,
    )


def slowness(expected: Trace, seen: Trace) -> str:
    """Return how many lines the code ran in a large case, and the reference; empty if that's about as many."""
    if seen.lines < MANY_LINES or seen.lines < MANY_TIMES * expected.lines:
        return ""
    more = "more than " if seen.lines >= MOST else ""
    return SLOW.format(lines=f"{more}{seen.lines:,}", few=expected.lines)


def ended(check: Check, status: Status, message: str, seconds: float, frames: Sequence[str] = ()) -> Outcome:
    return Outcome(
        check=check.name,
        title=check.title,
        part=check.part,
        severity=check.severity,
        status=status,
        message=message,
        frames=tuple(frames),
        seconds=seconds,
    )


MANY_LINES = 1000
"""Lines that array code doesn't run, however long it is: a loop over the rows of a large case runs more."""
MANY_TIMES = 10
"""How many times the reference's lines are too many."""
SLOW = (
    "runs {lines} lines of Python in a large case; with array operations it takes {few}. Vectorize: one operation on "
    "whole arrays instead of a loop over rows or entries."
)
TOO_SLOW = (
    "takes more than {limit:g} s, where array operations take milliseconds. Vectorize: one operation on whole arrays "
    "instead of a loop over rows or entries."
)
VALUE_ERRORS = (ArithmeticError, ValueError, MemoryError, RecursionError)
"""What comparing values can raise because of the values: too large, too deep, or nothing NumPy can make an array of."""


PROCESS = "the process "
"""Begins what is said of a process that ended, or sent something that isn't an answer."""


def misbehavior(error: Misbehaved) -> tuple[Status, str, tuple[str, ...]]:
    """Return status, sentence and the learner's own lines for what the code did instead of answering."""
    if isinstance(error, NotAttempted):
        return Status.NOT_ATTEMPTED, f"{error.function or 'a function'} is unfinished", ()
    if isinstance(error, Missing):
        there = f"; it has {', '.join(error.defined[:8])}" if error.defined else ""
        return Status.NOT_ATTEMPTED, f"your file has no {error.name}{there}", ()
    if isinstance(error, Raised):
        lines = [f"line {f.line}, in {f.function}: {f.source}" for f in error.frames]
        frames = tuple(dict.fromkeys(lines))  # a recursion repeats its lines
        return Status.CRASHED, safe(str(error)), frames[-6:]
    if isinstance(error, TimedOut):
        return Status.TIMED_OUT, f"{error}: is there an endless loop?", ()
    if isinstance(error, Died):
        return Status.CRASHED, f"{PROCESS}{error.how}", ()
    if isinstance(error, Refused):
        text = next((text for sign, text in REFUSALS if sign in error.what), REFUSED)
        return Status.FAILED, text.format(what=error.what), ()
    return Status.CRASHED, safe(str(error)), ()


REFUSALS = (
    ("an object of ", "returned {what}, which isn't an array, a number, a string or a list of these"),
    ("calls of ", "made {what}"),
)
REFUSED = "returned {what}, which nnprep doesn't compare"


def plain(value: Any) -> Any:
    """Return a number that JSON can hold, or a short description."""
    if value is None or isinstance(value, bool | int | float | str):
        return safe(value, 200) if isinstance(value, str) else value
    if isinstance(value, np.ndarray | np.generic) and value.ndim == 0:
        item = value.item()
        return item if isinstance(item, bool | int | float) else number(value)
    return described(value)
