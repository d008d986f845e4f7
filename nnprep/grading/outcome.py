"""Decides the outcome of one check from what it saw of the reference and of the submission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.compare import agree
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise
from nnprep.grading.answer_key import reference_fault
from nnprep.grading.feedback.values import described, number, safe
from nnprep.grading.report import Outcome, Status
from nnprep.sandbox.failures import Died, Misbehaved, Missing, NotAttempted, Raised, Refused, TimedOut


def outcome_of(
    check: Check, exercise: Exercise, expected: Trace, seen: Trace, *, seconds: float = 0.0
) -> Outcome:
    """Return the outcome of one check; not judged if the reference itself doesn't pass it."""
    fault = reference_fault(exercise, check, expected)
    if fault:
        return ended(check, Status.NOT_JUDGED, fault.message, seconds)
    if check.timed and isinstance(seen.error, TimedOut):
        return ended(check, Status.FAILED, TOO_SLOW.format(limit=seen.error.seconds), seconds)
    if seen.error is not None:
        status, message, frames = misbehavior(seen.error)
        return ended(check, status, message, seconds, frames)
    try:
        if check.timed and (slow := slowness(expected, seen)):
            return ended(check, Status.FAILED, slow, seconds)
        if holds(check, expected, seen):
            return ended(check, Status.PASSED, "", seconds)
        return failed(check, exercise, expected, seen, seconds)
    except VALUE_ERRORS as error:
        message = f"nnprep could not compare the result with the expected one ({type(error).__name__})"
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


def holds(check: Check, expected: Trace, seen: Trace) -> bool:
    """Return whether a check ran to its end, every property holds and every returned value agrees."""
    return (
        seen.broken is None
        and not any(observation.differences for observation in seen.observations)
        and agree(expected.value, seen.value, check.tolerance)
    )


def slowness(expected: Trace, seen: Trace) -> str:
    """Return how many times the reference's CPU time the calls of a large case took; empty if that's all right."""
    reference, mine = (sum(call.seconds for call in trace.calls) for trace in (expected, seen))
    if seen.error is not None or mine < NOTICEABLE or mine < MANY_TIMES * reference:
        return ""
    times = mine / max(reference, 1e-6)
    return SLOW.format(times=f"{times:.0f}" if times < 100 else f"{times / 100:.0f}00")


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


NOTICEABLE = 0.005
"""Seconds of CPU time below which nothing is slow, whatever the reference takes."""
MANY_TIMES = 10
"""How many times the reference's CPU time is slow: array code takes up to seven times, a loop over rows fifteen."""
SLOW = (
    "takes about {times} times the CPU time of array operations. Vectorize: one operation on whole arrays instead of a "
    "loop over rows or entries."
)
TOO_SLOW = (
    "takes more than {limit:g} s, where array operations take milliseconds. Vectorize: one operation on whole arrays "
    "instead of a loop over rows or entries."
)
VALUE_ERRORS = (ArithmeticError, ValueError, MemoryError, RecursionError)
"""What comparing values can raise because of the values: too large, too deep, or nothing NumPy can make an array of."""


def misbehavior(error: Misbehaved) -> tuple[Status, str, tuple[str, ...]]:
    """Return status, sentence and the learner's own lines for what the code did instead of answering."""
    if isinstance(error, NotAttempted):
        return Status.NOT_ATTEMPTED, f"{error.function or 'a function'} is still empty", ()
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
        return Status.CRASHED, f"the process {error.how}", ()
    if isinstance(error, Refused):
        return (
            Status.FAILED,
            f"returned {error.what}, which is not an array, a number, a string or a list of these",
            (),
        )
    return Status.CRASHED, safe(str(error)), ()


def plain(value: Any) -> Any:
    """Return a number that JSON can hold, or a short description."""
    if value is None or isinstance(value, bool | int | float | str):
        return safe(value, 200) if isinstance(value, str) else value
    if isinstance(value, np.ndarray | np.generic) and value.ndim == 0:
        item = value.item()
        return item if isinstance(item, bool | int | float) else number(value)
    return described(value)
