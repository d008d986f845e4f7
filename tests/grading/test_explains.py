"""Which pairs of known mistakes are tried first: those that can have had the effect of a submission."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnprep.checks import near
from nnprep.checks.compare import Tolerance
from nnprep.checks.trace import Trace
from nnprep.content.edits import EditError
from nnprep.content.exercises import Edit
from nnprep.grading.diagnosis.combinations import explains
from nnprep.grading.diagnosis.replays import BrokenMistakeError, Footprint, Replays, ending
from nnprep.sandbox.functions import Functions
from tests.grading.test_diagnose import CHECKS, PLUS, REFERENCE, traces

FINISHED = ("", "")
RAISED = ("Raised", "ValueError")
HUNG = ("TimedOut", "")


def print_of(changed: str, like_seen: str = "", ended: tuple[str, str] = FINISHED) -> Footprint:
    """Return a footprint; each letter is the label of a value."""
    return Footprint(frozenset(changed), frozenset(like_seen), ended)


@pytest.mark.parametrize(
    ("seen", "one", "other", "explained"),
    [
        # Each changes one value, just as the submission did.
        (print_of("ab"), print_of("a", "a"), print_of("b", "b"), True),
        # Both change the same value: together they may do anything to it.
        (print_of("a"), print_of("a"), print_of("a"), True),
        # The submission changed a value that neither changes.
        (print_of("abc"), print_of("a", "a"), print_of("b", "b"), False),
        (print_of("ab"), print_of("a", "ab"), print_of("a", "ab"), False),
        # What only one of them changes is not what the submission returned.
        (print_of("ab"), print_of("a"), print_of("b", "b"), False),
        (print_of("ab"), print_of("a", "a"), print_of("b"), False),
        # The submission left a value alone that one of them changes.
        (print_of("a"), print_of("a", "a"), print_of("b"), False),
        # One ends the check early, which hides what the other does.
        (print_of("", ended=RAISED), print_of("", ended=RAISED), print_of("b"), True),
        (print_of("", ended=RAISED), print_of("b"), print_of("", ended=RAISED), True),
        (print_of("", ended=RAISED), print_of("", ended=HUNG), print_of("", ended=RAISED), True),
        (print_of("b", ended=FINISHED), print_of("", ended=RAISED), print_of("b", "b"), False),
        (print_of("", ended=HUNG), print_of("", ended=RAISED), print_of("b"), False),
        # The submission ended early, and neither of them does.
        (print_of("a", ended=RAISED), print_of("a", "a"), print_of("a", "a"), False),
        # One of them can't be run.
        (print_of("a"), None, print_of("a", "a"), False),
        (print_of("a"), print_of("a", "a"), None, False),
    ],
)
def test_two_mistakes_can_explain_a_check(
    seen: Footprint, one: Footprint | None, other: Footprint | None, *, explained: bool
) -> None:
    """What neither changes must be right, and what one changes must be the submission's, unless the check ended."""
    assert explains(seen, one, other) == explained


def observed(f: Functions, rng: np.random.Generator) -> Any:
    """Observe the sum of two results and return both."""
    first, second = f.first(1.0), f.second(1.0)
    near("sum", first + second, first + second)
    return first, second


def test_footprint_of_several_values() -> None:
    """Values and observations differ in their labels, and compared within the tolerance of the check."""
    loose = Tolerance(rtol=0.0, atol=0.4)
    case = CHECKS[0]._replace(name="both", run=observed, tolerance=loose)
    near_by = REFERENCE.replace("x + 1", "x + 1.1")
    expected, seen, slight = (
        traces(source, [case]) for source in (REFERENCE, REFERENCE.replace("x + 1", "x + 99"), near_by)
    )
    replays = Replays(REFERENCE, 5, expected, seen)
    plus = replays.trace([PLUS], case)
    assert plus is not None

    assert replays.footprint(plus, case) == (
        frozenset({"item 1", "0 sum"}), frozenset({"item 2"}), FINISHED
    )  # fmt: skip
    assert replays.footprint(slight["both"], case).changed == {"0 sum"}


def test_ending() -> None:
    """A check that couldn't use a result ends with its exception; one that ran to its end has no ending."""
    broken = Trace()
    broken.broken = KeyError("W")

    assert (ending(broken), ending(Trace())) == (("broken", "KeyError"), FINISHED)


def test_a_mistake_that_does_not_fit_says_why() -> None:
    """The error for a mistake that can't be made holds the mistake and the reason."""
    broken = PLUS._replace(edits=(Edit(line="y = x + 77", change="", to="y = x"),))
    with pytest.raises(BrokenMistakeError) as caught:
        Replays(REFERENCE, 5, {}, {}).wrong_reference([broken])

    assert caught.value.mistake is broken
    assert isinstance(caught.value.reason, EditError)
    assert str(caught.value.reason) in str(caught.value)
