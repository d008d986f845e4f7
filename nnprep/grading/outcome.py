"""Decides what one check found, from what it saw of the reference and of the submission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnprep.content.exercises import Exercise
from nnprep.grading.checking import Check
from nnprep.grading.compare import Difference, Leaf, leaves
from nnprep.grading.functions import Call, Handle
from nnprep.grading.misbehaviour import Died, Misbehaved, Missing, NotAttempted, Raised, Refused, TimedOut
from nnprep.grading.report import Finding, Outcome, Status
from nnprep.grading.signatures import NO_SIGNATURES, Signatures, named_arguments
from nnprep.grading.symptoms import Surroundings, symptom
from nnprep.grading.trace import Trace
from nnprep.grading.wording import described, number, safe, shape_of


def outcome_of(
    check: Check,
    exercise: Exercise,
    expected: Trace,
    seen: Trace,
    *,
    seconds: float = 0.0,
    signatures: Signatures = NO_SIGNATURES,
) -> Outcome:
    """Return the outcome of one check. A reference that does not hold its own properties is not judged."""
    fault = content_fault(expected)
    if fault:
        return ended(check, Status.NOT_JUDGED, fault, seconds)
    if seen.error is not None:
        status, message, frames = misbehaviour(seen.error)
        return ended(check, status, message, seconds, frames)
    names = labels(expected, exercise)
    failures: list[Difference] = []
    findings: list[Finding] = []
    for observation in seen.observations:
        for difference in observation.differences[:1]:
            failures.append(difference)
            label = observation.label + (f": {difference.label}" if difference.label else "")
            findings.append(Finding(label=label, text=symptom(difference)))
    if seen.broken is not None:
        calls = unlike_calls(expected.calls, seen.calls, exercise)
        text = f"what it returned cannot be used: {safe(str(seen.broken), 120)}"
        findings += calls or [Finding(label="", text=text)]
    else:
        compared = list(leaves(expected.value, seen.value, check.tolerance, names))
        around = surroundings(expected, seen, compared, signatures)
        for leaf in compared:
            if leaf.difference:
                failures.append(leaf.difference)
        if any(leaf.difference for leaf in compared):
            findings += [finding(leaf, around) for leaf in compared]
    wrong = [f for f in findings if not f.right]
    if not wrong:
        return ended(check, Status.PASSED, "", seconds)
    worst = failures[0] if failures else None
    limit = worst.tolerance if worst else None
    return Outcome(
        check=check.name,
        title=check.title,
        part=check.part,
        severity=check.severity,
        status=Status.FAILED,
        message=sentence(wrong[0]),
        findings=tuple(findings),
        expected=plain(worst.expected_there) if worst else None,
        actual=plain(worst.actual_there) if worst else None,
        index=worst.index if worst else (),
        tolerance=(limit.rtol or limit.atol) if limit else None,
        seconds=seconds,
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
        frames = tuple(f"line {f.line}, in {f.function}: {f.source}" for f in error.frames)
        return Status.CRASHED, safe(str(error)), frames
    if isinstance(error, TimedOut):
        return Status.TIMED_OUT, f"{error}: is there a loop that does not end?", ()
    if isinstance(error, Died):
        return Status.CRASHED, f"the process {error.how}", ()
    if isinstance(error, Refused):
        return Status.FAILED, f"returned {error.what}, which is no array, number, text or list of these", ()
    return Status.CRASHED, safe(str(error)), ()


def labels(trace: Trace, exercise: Exercise) -> tuple[str, ...]:
    """Return the names of the items that a check returned, where it returned what one call gave."""
    for call in trace.calls:
        if call.result is trace.value:
            return returned_names(call, exercise)
    return ()


def returned_names(call: Call, exercise: Exercise) -> tuple[str, ...]:
    target = call.target
    for function in exercise.functions:
        if target in (function.name, function.name.rpartition(".")[2]):
            return function.returns
    return ()


def surroundings(
    expected: Trace, seen: Trace, compared: Sequence[Leaf], signatures: Signatures
) -> Surroundings:
    """Gather what wrong values can be held against: sizes, the last call's arguments, its other items."""
    last = expected.calls[-1] if expected.calls else None
    # Where a check gathers the results of several calls, each of them is an earlier call's own result.
    one_result = bool(seen.calls) and seen.value is seen.calls[-1].result
    earlier = seen.calls[:-1] if one_result else ()
    return Surroundings(
        sizes=expected.sizes,
        arguments=named_arguments(last.target, last.arguments, signatures) if last else {},
        siblings={leaf.label: leaf.expected for leaf in compared if isinstance(leaf.expected, np.ndarray)},
        earlier=tuple(call.result for call in earlier if isinstance(call.result, np.ndarray)),
    )


def finding(leaf: Leaf, around: Surroundings) -> Finding:
    """Put one compared value into words."""
    shape = shape_of(leaf.expected) if isinstance(leaf.expected, np.ndarray) else ""
    if leaf.difference is None:
        return Finding(label=leaf.label, text="", shape=shape)
    others = {label: value for label, value in around.siblings.items() if label != leaf.label}
    held = Surroundings(
        sizes=around.sizes, arguments=around.arguments, siblings=others, earlier=around.earlier
    )
    return Finding(label=leaf.label, text=symptom(leaf.difference, held), shape=shape)


def unlike_calls(expected: Sequence[Call], seen: Sequence[Call], exercise: Exercise) -> list[Finding]:
    """Compare call by call, for a check that could not go on; the first call that differs tells most."""
    for wanted, found in zip(expected, seen, strict=False):
        if isinstance(wanted.result, Handle):
            continue  # two objects of one class; what they hold shows in later calls
        names = returned_names(wanted, exercise)
        for leaf in leaves(wanted.result, found.result, None, names):
            if leaf.difference:
                label = f"{wanted.target} {leaf.label}".strip()
                return [Finding(label=label, text=symptom(leaf.difference))]
    return []


def sentence(finding: Finding) -> str:
    return f"{finding.label} {finding.text}" if finding.label else finding.text


def plain(value: Any) -> Any:
    """Return a number as JSON knows it, or a short description."""
    if value is None or isinstance(value, bool | int | float | str):
        return safe(value, 200) if isinstance(value, str) else value
    if isinstance(value, np.ndarray | np.generic) and value.ndim == 0:
        item = value.item()
        return item if isinstance(item, bool | int | float) else number(value)
    return described(value)
