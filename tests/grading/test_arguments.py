"""What is said of arguments that a call changed."""

from __future__ import annotations

from nnprep.checks.trace import Observation, Trace
from nnprep.grading.explanation import without_repetition
from nnprep.grading.feedback.arguments import as_if_kept, changed_arguments
from nnprep.sandbox.functions import Call
from nnprep.sandbox.wire.format import RESHAPED
from tests.grading.test_derived import diagnosis_text, report


def changing(*names: str, remarks: tuple[str, ...] = (), wanted: bool = True) -> Trace:
    """Return what a check saw of a call of `net.f` that changed these arguments, which it looked for if `wanted`."""
    trace = Trace()
    trace.calls = (Call("net.f", (), {}, None, names, remarks, 0.0),)
    label = "changed" if wanted else "something else"
    trace.observations = [Observation(label, ", ".join(names), "none", None)]
    return trace


SMALL, LARGE = f"{RESHAPED}b: (1,) -> (1, 1)", f"{RESHAPED}b: (4,) -> (1, 4)"


def test_a_changed_shape_is_told_with_both_shapes() -> None:
    """Of several calls, one is told whose shape shows what happened."""
    (said,) = changed_arguments([changing("b", remarks=(SMALL,)), changing("b", remarks=(LARGE,))])

    assert said.startswith("`f` changes the shape of b from (4,) to (1, 4). The numbers stay")


def test_changed_numbers_are_told_by_name() -> None:
    """If any call changed more than a shape, nothing is said of shapes, and made-up remarks count for nothing."""
    made_up = f"{RESHAPED}b: anything at all"

    assert changed_arguments([changing("b", remarks=(LARGE,)), changing("a", "b", remarks=(made_up,))]) == (
        "`f` changes its arguments b and a. Leave them as they are: the caller may still need them.",
    )


def test_what_no_check_looks_for_is_not_told() -> None:
    """A task may ask for arguments to be changed."""
    assert changed_arguments([changing("b", wanted=False)]) == ()


def test_what_was_seen_as_if_arguments_had_been_kept() -> None:
    """The rest of a trace stays, and the trace itself isn't changed."""
    trace = changing("b", remarks=(LARGE,))
    kept = as_if_kept(trace)

    assert [each.holds for each in kept.observations] == [True]
    assert kept.calls[0].changed == ()
    assert not trace.observations[0].holds
    assert changed_arguments([kept]) == ()


def test_what_holds_for_several_is_said_once() -> None:
    """Sentences that differ only in their subject become one, in the place of the first; others stay."""
    each = [f"`{name}` changes its argument z." for name in "fgh"]
    apart = ["`k` changes its argument b.", "A list is not an array."]
    values = ["a and b are each never above 1.", "c is never above 1.", "d is never above 2."]

    assert without_repetition([each[0], *apart, *each[1:], *values]) == (
        f"{each[0]} The same goes for `g` and `h`.",
        *apart,
        "a and b are each never above 1. The same goes for c.",
        "d is never above 2.",
    )


def test_the_failing_mistake_comes_before_one_that_does_not_count() -> None:
    """The report begins with the changed arguments, which make the file fail; its naive sigmoid doesn't count."""
    judged = report(
        "forward",
        ("    z1 = X @ W1 + b1", "    b1.shape = (1, -1)\n    z1 = X @ W1 + b1"),
        ("    e = np.exp(-np.abs(z))\n", ""),
        ("np.where(z >= 0, 1 / (1 + e), e / (1 + e))", "1 / (1 + np.exp(-z))"),
    )
    text = diagnosis_text(judged)

    assert text.index("changes the shape") < text.index("An exponential in the sigmoid overflows")
    assert "This one isn't counted against you." in text
