"""The outcome of one check, and the sentence for code that did not answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnprep.checks.api import Check
from nnprep.checks.compare import Tolerance
from nnprep.checks.trace import Observation, Trace
from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.grading.outcome import misbehavior, outcome_of, plain
from nnprep.grading.report import Outcome, Status
from nnprep.sandbox.failures import (
    BrokenFile,
    Died,
    Frame,
    Misbehaved,
    Missing,
    NotAttempted,
    Raised,
    Refused,
    TimedOut,
)

EXERCISE = find_exercise("backprop")
CHECK = Check(
    name="batch",
    title="a batch",
    part="backward",
    severity=Severity.ROBUST,
    tolerance=None,
    run=lambda f, rng: None,
)


def trace(value: Any = None, *observations: Observation) -> Trace:
    made = Trace()
    made.value = value
    made.observations = list(observations)
    return made


def decided(expected: Trace, seen: Trace, tolerance: Tolerance | None = None) -> Outcome:
    return outcome_of(CHECK._replace(tolerance=tolerance), EXERCISE, expected, seen, seconds=0.5)


def test_right_value_passes() -> None:
    """An outcome says which check it is of, and that it passed, and nothing else."""
    assert decided(trace(1.5), trace(1.5)) == Outcome(
        check="batch",
        title="a batch",
        part="backward",
        severity=Severity.ROBUST,
        status=Status.PASSED,
        seconds=0.5,
    )


def test_wrong_value_fails() -> None:
    """A wrong value is shown with the worst place, both numbers there and the tolerance."""
    expected = np.array([[1.0, 2.0], [3.0, 4.0]])
    found = decided(trace(expected), trace(expected + np.array([[0, 0], [0.5, 0]])))

    assert (found.status, found.check, found.part, found.seconds) == (Status.FAILED, "batch", "backward", 0.5)
    assert found.message == "is 3.5 at [1, 0], should be 3"
    assert (found.expected, found.actual, found.place, found.tolerance) == (3.0, 3.5, (1, 0), 1e-9)
    assert [(each.text, each.shape) for each in found.findings] == [(found.message, "(2, 2)")]


def test_tolerance_of_a_check() -> None:
    """A check's own tolerance decides, and is shown: the relative one, else the absolute one."""
    loose = Tolerance(rtol=0.0, atol=0.1)

    assert decided(trace(1.0), trace(1.05), loose).status is Status.PASSED
    assert decided(trace(1.0), trace(1.2), loose).tolerance == 0.1


def test_property_that_does_not_hold_fails() -> None:
    """A wrong observation is described by its label, before any returned value."""
    good = Observation(label="row sum", measured=1.0, wanted=1.0, tolerance=None)
    found = decided(trace(2.0, good), trace(3.5, good._replace(measured=0.25)))

    assert found.status is Status.FAILED
    assert found.message == "row sum is 0.25, should be 1"
    assert [each.label for each in found.findings] == ["row sum", ""]


def test_check_that_cannot_use_the_result_fails() -> None:
    """A check that runs on the reference but raises on the submission means an unusable result."""
    seen = trace()
    seen.broken = TypeError("unsupported operand")
    found = decided(trace(1.0), seen)

    assert (found.status, found.message) == (
        Status.FAILED,
        "the result can't be used: unsupported operand",
    )
    assert (found.expected, found.actual, found.tolerance) == (None, None, None)


def test_structure_has_no_tolerance() -> None:
    """A value of another kind is described on both sides."""
    found = decided(trace(np.zeros((2, 3))), trace(None))

    assert (found.expected, found.actual, found.tolerance) == ("an array of shape (2, 3)", None, None)


@pytest.mark.parametrize("kind", ["error", "broken", "property"])
def test_reference_that_does_not_pass_is_not_judged(kind: str) -> None:
    """Whatever the submission does, a check that the reference doesn't pass judges nothing."""
    expected = trace(1.0)
    if kind == "error":
        expected.error = Raised("ValueError", "no")
    elif kind == "broken":
        expected.broken = ValueError("no")
    else:
        expected.observations = [Observation(label="sum", measured=0.0, wanted=1.0, tolerance=None)]
    found = decided(expected, trace(1.0))

    assert (found.status, found.seconds) == (Status.NOT_JUDGED, 0.5)
    assert "a batch" in found.message


FRAMES = tuple(Frame(line=line, function="f", source=f"x = {line}") for line in (1, 2, 2, 3, 4, 5, 6, 7))


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (
            NotAttempted("NotImplementedError", "", frames=FRAMES[:1]),
            Status.NOT_ATTEMPTED,
            "f is unfinished",
        ),
        (NotAttempted("NotImplementedError", ""), Status.NOT_ATTEMPTED, "a function is unfinished"),
        (Missing("loss"), Status.NOT_ATTEMPTED, "your file has no loss"),
        (
            Missing("loss", tuple("abcdefghij")),
            Status.NOT_ATTEMPTED,
            "your file has no loss; it has a, b, c, d, e, f, g, h",
        ),
        (Raised("ValueError", "bad \x1b"), Status.CRASHED, "ValueError: bad \N{REPLACEMENT CHARACTER}"),
        (BrokenFile("SyntaxError", "no"), Status.CRASHED, "SyntaxError: no"),
        (
            TimedOut(2.0),
            Status.TIMED_OUT,
            "no answer within 2 s: is there an endless loop?",
        ),
        (Died("ended itself"), Status.CRASHED, "the process ended itself"),
        (
            Refused("an object of type Decimal"),
            Status.FAILED,
            "returned an object of type Decimal, which isn't an array, a number, a string or a list of these",
        ),
        (
            Refused("arrays with more than 4,194,304 entries"),
            Status.FAILED,
            "returned arrays with more than 4,194,304 entries, which nnprep doesn't compare",
        ),
        (
            Refused("more than 9 calls of the function that was passed to it"),
            Status.FAILED,
            "made more than 9 calls of the function that was passed to it",
        ),
        (Misbehaved("something else"), Status.CRASHED, "something else"),
    ],
)
def test_misbehavior_in_a_sentence(error: Misbehaved, status: Status, sentence: str) -> None:
    """Each thing that code can do instead of answering has one status and one sentence."""
    assert misbehavior(error)[:2] == (status, sentence)


def test_frames_of_an_exception() -> None:
    """The last six lines of the learner's own are shown, each once."""
    frames = misbehavior(Raised("ValueError", "no", frames=FRAMES))[2]

    assert frames == tuple(f"line {line}, in f: x = {line}" for line in (2, 3, 4, 5, 6, 7))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (True, True),
        (2, 2),
        (0.5, 0.5),
        ("a\x1b", "a\N{REPLACEMENT CHARACTER}"),
        ("x" * 201, "x" * 199 + "…"),
        (np.array(2.5), 2.5),
        (np.int32(3), 3),
        (np.complex128(1j), "0+1j"),
        (1j, "0+1j"),
        (np.zeros(3), "an array of shape (3,)"),
        ([1], "a list of 1"),
    ],
)
def test_plain_values(value: Any, shown: Any) -> None:
    """What JSON can hold stays as it is; anything else is described."""
    assert plain(value) == shown
    assert type(plain(value)) is type(shown)


def counted(lines: int) -> Trace:
    """A trace of code that ran so many lines."""
    made = trace()
    made.lines = lines
    return made


@pytest.mark.parametrize(
    ("reference", "mine", "says"),
    [
        (
            10,
            4002,
            "runs 4,002 lines of Python in a large case; with array operations it takes 10. Vectorize",
        ),
        (10, 20_000, "runs more than 20,000 lines"),
        (500, 4002, ""),  # array code of another kind
        (10, 900, ""),  # long, but no loop over rows
    ],
)
def test_slow_code_is_told_to_vectorize(reference: int, mine: int, says: str) -> None:
    """A counted check fails if the code runs many times the reference's lines, and says how many."""
    outcome = outcome_of(CHECK._replace(counted=True), EXERCISE, counted(reference), counted(mine))

    assert outcome.status is (Status.FAILED if says else Status.PASSED)
    assert outcome.message.startswith(says)
    assert outcome_of(CHECK, EXERCISE, counted(reference), counted(mine)).status is Status.PASSED


def test_code_too_slow_for_its_limit_is_told_to_vectorize() -> None:
    """A counted check that isn't finished in time speaks of loops over entries, not of an endless one."""
    late = trace()
    late.error = TimedOut(2.0)
    outcome = outcome_of(CHECK._replace(counted=True), EXERCISE, counted(10), late)

    assert outcome.status is Status.FAILED
    assert outcome.message.startswith("takes more than 2 s, where array operations take milliseconds.")
