"""Decides what one check found, from what it saw of the reference and of the submission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnprep.checks.api import Check
from nnprep.checks.compare import agree
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise
from nnprep.grading.feedback.values import described, number, safe
from nnprep.grading.report import Outcome, Status
from nnprep.sandbox.failures import Died, Misbehaved, Missing, NotAttempted, Raised, Refused, TimedOut


def outcome_of(
    check: Check,
    exercise: Exercise,
    expected: Trace,
    seen: Trace,
    *,
    seconds: float = 0.0,
) -> Outcome:
    """Return the outcome of one check. A reference that does not hold its own properties is not judged."""
    fault = content_fault(expected)
    if fault:
        return ended(check, Status.NOT_JUDGED, fault, seconds)
    if seen.error is not None:
        status, message, frames = misbehaviour(seen.error)
        return ended(check, status, message, seconds, frames)
    if holds(check, expected, seen):
        return ended(check, Status.PASSED, "", seconds)
    from nnprep.grading.feedback.findings import found_in  # words cost 8 ms, and a right answer needs none

    found = found_in(check, exercise, expected, seen)
    worst = found.worst
    limit = worst.tolerance if worst else None
    return Outcome(
        check=check.name,
        title=check.title,
        part=check.part,
        severity=check.severity,
        status=Status.FAILED,
        message=found.sentence,
        findings=found.findings,
        expected=plain(worst.expected_there) if worst else None,
        actual=plain(worst.actual_there) if worst else None,
        place=worst.place if worst else (),
        tolerance=(limit.rtol or limit.atol) if limit else None,
        seconds=seconds,
    )


def holds(check: Check, expected: Trace, seen: Trace) -> bool:
    """Return whether a check came to its end, every property holds and every returned value agrees."""
    return (
        seen.broken is None
        and not any(observation.differences for observation in seen.observations)
        and agree(expected.value, seen.value, check.tolerance)
    )


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


def content_fault(expected: Trace) -> str:
    """Say what is wrong with the reference or the check itself; empty where nothing is."""
    problem = expected.error or expected.broken
    if problem is not None:
        return f"the check does not run on the reference: {safe(str(problem) or type(problem).__name__, 200)}"
    for observation in expected.observations:
        for difference in observation.differences:
            from nnprep.grading.feedback.symptoms import symptom

            return f"the reference itself fails: {observation.label} {symptom(difference)}"
    return ""


def misbehaviour(error: Misbehaved) -> tuple[Status, str, tuple[str, ...]]:
    """Return status, sentence and the learner's own lines for what the code did instead of answering."""
    if isinstance(error, NotAttempted):
        return Status.NOT_ATTEMPTED, f"{error.function or 'a function'} is still empty", ()
    if isinstance(error, Missing):
        there = f"; it has {', '.join(error.defined[:8])}" if error.defined else ""
        return Status.NOT_ATTEMPTED, f"your file has no {error.name}{there}", ()
    if isinstance(error, Raised):
        told = [f"line {f.line}, in {f.function}: {f.source}" for f in error.frames]
        frames = tuple(dict.fromkeys(told))  # a recursion repeats its lines
        return Status.CRASHED, safe(str(error)), frames[-6:]
    if isinstance(error, TimedOut):
        return Status.TIMED_OUT, f"{error}: is there a loop that does not end?", ()
    if isinstance(error, Died):
        return Status.CRASHED, f"the process {error.how}", ()
    if isinstance(error, Refused):
        return Status.FAILED, f"returned {error.what}, which is no array, number, text or list of these", ()
    return Status.CRASHED, safe(str(error)), ()


def plain(value: Any) -> Any:
    """Return a number as JSON knows it, or a short description."""
    if value is None or isinstance(value, bool | int | float | str):
        return safe(value, 200) if isinstance(value, str) else value
    if isinstance(value, np.ndarray | np.generic) and value.ndim == 0:
        item = value.item()
        return item if isinstance(item, bool | int | float) else number(value)
    return described(value)
