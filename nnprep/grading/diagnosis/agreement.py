"""Decides whether what a mistake does is what a submission did, and whether that is evidence for the mistake."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from nnprep.checks.compare import Tolerance, agree, as_numbers, leaf_pairs, leaves, unlike
from nnprep.checks.trace import Trace, kind_of
from nnprep.late_pattern import late_pattern
from nnprep.sandbox.failures import ARITHMETIC, Raised, is_arithmetic
from nnprep.sandbox.handles import Handle

TRUTH = late_pattern(r"The truth value of an (?:empty )?array.*", re.DOTALL)
SHAPE = late_pattern(r"\(\d+,|\bsize \d+")
INNER = late_pattern(r"\[[^\[\]]*\]|\w+=[^,()]*(?=[,)])|(?<=[(,=])\s*-")
"""What stands in a line without being an operation between arrays: indices, options, signs."""
INNER_SIZES = (
    late_pattern(r"not aligned: (?P<left>\d+) \(dim \d+\) != (?P<right>\d+) \(dim \d+\)"),
    late_pattern(r"mismatch in its core dimension .*\(size (?P<right>\d+) is different from (?P<left>\d+)\)"),
)
"""How np.dot and @ say that two matrices don't fit."""
SIGN = late_pattern(r"[-+*/]")
OPERANDS = late_pattern(r"broadcast together with (?:remapped )?shapes ((?:\([\d,]*\) ?)+)")
"""How NumPy names the shapes that don't broadcast."""
NUMBER = late_pattern(r"\d+")
WARNED = dict(
    zip(
        ARITHMETIC,
        ("encountered in log", "encountered in log", "overflow encountered", "divide"),
        strict=True,
    )
)
"""What NumPy says in its warning where plain Python raises an error that begins so."""
ROUNDING = Tolerance(rtol=1e-10, atol=1e-11)
"""A mistake that changes less is another spelling of the same formula, whatever a check tolerates."""
EXPLAINED = 1e-4
"""The share of a deviation that may remain if a mistake explains it but for rounding."""
CLOSE = Tolerance(rtol=EXPLAINED, atol=1e-9)
"""What is computed from numbers this close is the same but for rounding."""
UNTOUCHED = 1e-8
"""How far rounding may move a value that a mistake doesn't change, as a share of the largest entry."""


def supports(trace: Trace, seen: Trace) -> bool:
    """Return whether a trace that agrees with the submission's is evidence: its values, or the same error in full."""
    if trace.error is None and trace.broken is None:
        return True
    mine, theirs = trace.error or trace.broken, seen.error or seen.broken
    if "read-only" in said(mine):
        return False  # whichever argument the code writes into
    if said(mine) != said(theirs) or len(trace.calls) != len(seen.calls):
        return False
    # The same shapes meet in a difference and in a quotient: which axis was lost there is another question.
    one, other = operations(mine), operations(theirs)
    return not one or not other or not one.isdisjoint(other)


def operations(error: BaseException | None) -> set[str]:
    """Return the signs of the operations in the line that failed to broadcast; empty for other errors."""
    if not isinstance(error, Raised) or "broadcast" not in error.message or not error.frames:
        return set()
    line = INNER.sub("", INNER.sub("", error.frames[-1].source))
    return set(SIGN.findall(line))


def said(error: BaseException | None) -> str:
    """Return what an error says, the same for np.dot and @, and for all arrays that were asked for their truth."""
    text = str(error)
    for pattern in INNER_SIZES:
        if found := pattern.search(text):
            return f"inner sizes {found['left']} and {found['right']} differ"
    return TRUTH.sub("The truth value of an array", text)


def same_operands(trace: Trace, seen: Trace) -> bool:
    """Return whether two traces, if both end where shapes don't broadcast, end with the same shapes."""
    mine, theirs = (OPERANDS.search(str(each.error or each.broken)) for each in (trace, seen))
    if not mine or not theirs:
        return True
    one, other = (
        {tuple(NUMBER.findall(shape)) for shape in each[1].split()} - {()} for each in (mine, theirs)
    )
    return one in (other, {shape[::-1] for shape in other})  # samples may be columns there


def same_inner_sizes(trace: Trace, seen: Trace) -> bool:
    """Return whether two traces, if both end where a matrix product doesn't fit, end with the same inner sizes."""
    mine, theirs = (said(each.error or each.broken) for each in (trace, seen))
    both = [{*NUMBER.findall(each)} for each in (mine, theirs) if each.startswith("inner sizes")]
    return len(both) < 2 or both[0] == both[1]


def ends_in(seen: Trace, functions: Collection[str]) -> bool:
    """Return whether the submission's innermost function at an error is one of these."""
    return names_in(seen.error)[-1:] in [[name.rpartition(".")[2]] for name in functions]


def raises_elsewhere(trace: Trace, seen: Trace, functions: Collection[str]) -> bool:
    """Return whether a trace ends with an error in one of these functions, and the submission's in other code."""
    mine, theirs = (names_in(each.error) for each in (trace, seen))
    own = {name.rpartition(".")[2] for name in functions}
    return bool(mine and theirs) and mine[-1] in own and own.isdisjoint(theirs)


def names_in(error: BaseException | None) -> list[str]:
    """Return the functions that ran when an exception was raised, without their classes, outermost first."""
    return [frame.function.rpartition(".")[2] for frame in error.frames] if isinstance(error, Raised) else []


def names_shapes(trace: Trace) -> bool:
    """Return whether the error that ended a trace names sizes, which tells the places where it may arise apart."""
    return bool(SHAPE.search(str(trace.error or trace.broken)))


def has_numbers(trace: Trace, expected: Trace) -> bool:
    """Return whether some wrong value is a number, or an array with some numbers: any formula can end in nan."""
    pairs = [(each.wanted, each.measured) for each in trace.observations]
    for wanted, measured in [*pairs, (expected.value, trace.value)]:
        for leaf in leaves(wanted, measured):
            array = as_numbers(leaf.actual)
            if leaf.difference is not None and array is not None and np.isfinite(array).any():
                return True
    return False


def raises_instead(trace: Trace, seen: Trace, expected: Trace, tolerance: Tolerance | None) -> bool:
    """Return whether a submission raised an error of plain Python exactly where a trace has infinity or nan.

    math.log(0) raises what np.log(0) makes infinite. All that was returned before must agree.
    """
    if not is_arithmetic(str(seen.error)) or not trace.finished:
        return False
    before = zip(trace.observations, seen.observations, strict=False)
    if not all(mine.same_as(theirs) for mine, theirs in before):
        return False
    answered = len(seen.calls)
    if not answered < len(trace.calls) <= len(expected.calls):
        return False
    answer = trace.calls[answered]
    if not is_endless(expected.calls[answered].result, answer.result):
        return False
    if not warns_alike(seen.error, answer.warnings):
        return False
    return all(
        agree(theirs.result, mine.result, tolerance) or isinstance(mine.result, Handle)
        for mine, theirs in zip(trace.calls, seen.calls, strict=False)
    )


def is_endless(wanted: Any, measured: Any) -> bool:
    """Return whether a value has infinity or nan where finite numbers are expected."""
    for leaf in leaf_pairs(wanted, measured):
        found, right = as_numbers(leaf.actual), as_numbers(leaf.expected)
        if found is None or right is None or found.dtype.kind != "f" or right.dtype.kind not in "iuf":
            continue
        if np.isfinite(right).all() and not np.isfinite(found).all():
            return True
    return False


def warns_alike(error: BaseException | None, warnings: Sequence[str]) -> bool:
    """Return whether NumPy, in a call, warned of what raised an error in plain Python, if that is known.

    It may have warned of something else before: a loop does one row after another, NumPy one operation after another.
    Without evidence, no warnings are known; what agrees is then run again with it.
    """
    said = next(said for begin, said in WARNED.items() if str(error).startswith(begin))
    return not warnings or any(said in each for each in warnings)


def is_rounding(trace: Trace, expected: Trace, tolerance: Tolerance | None = None) -> bool:
    """Return whether a mistake changes nothing in a check but the last digits; `tolerance` is the check's own.

    Where a check compares tiny numbers relatively, tiny changes count.
    """
    smallest = ROUNDING.atol if tolerance is None else min(ROUNDING.atol, tolerance.atol)
    return expected.reproduces(trace, ROUNDING._replace(atol=smallest))


def hides(trace: Trace, seen: Trace) -> bool:
    """Return whether two traces agree on infinity or nan that a check computed, and not on what it computed it from.

    The ratio of two wrong losses is nan for many mistakes. Where finite numbers are compared, other numbers may share
    a ratio: caps of two sizes do.
    """
    pairs = zip(trace.observations, seen.observations, strict=False)
    if not any(
        is_endless(one.wanted, one.measured) and is_endless(other.wanted, other.measured)
        for one, other in pairs
    ):
        return False
    return not all(
        finite_alike(mine.result, theirs.result, CLOSE)
        for mine, theirs in zip(trace.calls, seen.calls, strict=False)
    )


def same_but_nan(trace: Trace, seen: Trace, tolerance: Tolerance | None) -> bool:
    """Return whether two traces agree within tolerance if infinity and nan count as the same."""
    pairs = zip(trace.observations, seen.observations, strict=True)
    return finite_alike(trace.value, seen.value, tolerance) and all(
        finite_alike(mine.measured, theirs.measured, theirs.tolerance) for mine, theirs in pairs
    )


def finite_alike(one: Any, other: Any, tolerance: Tolerance | None) -> bool:
    """Return whether two results agree if infinity and nan count as the same."""
    return all(
        leaf.difference is None or same_finite(leaf.expected, leaf.actual, tolerance)
        for leaf in leaves(one, other, tolerance)
        if not isinstance(leaf.actual, Handle)
    )


def same_finite(one: Any, other: Any, tolerance: Tolerance | None) -> bool:
    """Return whether two arrays are finite in the same entries, and agree there."""
    mine, theirs = as_numbers(one), as_numbers(other)
    if mine is None or theirs is None or mine.shape != theirs.shape:
        return False
    finite = np.isfinite(mine)
    return bool((finite == np.isfinite(theirs)).all()) and agree(theirs[finite], mine[finite], tolerance)


def alike(trace: Trace, seen: Trace, expected: Trace, tolerance: Tolerance | None) -> bool:
    """Return whether a trace explains the submission's but for rounding, and for which of nan and infinity there is.

    Both depend on how a formula is spelled: infinity minus infinity is nan, and infinity over infinity as well.
    """
    if kind_of(trace.error) != kind_of(seen.error) or type(trace.broken) is not type(seen.broken):
        return False
    if len(trace.observations) != len(seen.observations):
        return False
    for mine, theirs in zip(trace.observations, seen.observations, strict=True):
        if mine.label != theirs.label or not same_effect(
            mine.measured, theirs.measured, theirs.wanted, theirs.tolerance
        ):
            return False
    return same_effect(trace.value, seen.value, expected.value, tolerance)


def same_effect(mine: Any, theirs: Any, wanted: Any, tolerance: Tolerance | None) -> bool:
    """Return whether two values differ from the wanted one in the same way."""
    if agree(theirs, mine, tolerance):
        return True
    pairs, right = leaf_pairs(theirs, mine), leaf_pairs(wanted, theirs)
    if [pair.label for pair in pairs] != [pair.label for pair in right]:
        return False
    return all(
        not unlike(pair, tolerance) or nearly_equal(pair.actual, pair.expected, other.expected)
        for pair, other in zip(pairs, right, strict=True)
    )


def nearly_equal(mine: Any, theirs: Any, wanted: Any) -> bool:
    """Return whether two arrays are finite in the same entries, and what is left there is rounding."""
    arrays = [as_numbers(each) for each in (mine, theirs, wanted)]
    if any(array is None or array.dtype.kind != "f" for array in arrays):
        return False
    one, other, right = (np.asarray(array, dtype=float) for array in arrays)
    finite = np.isfinite(one)
    if not one.shape == other.shape == right.shape or (finite != np.isfinite(other)).any():
        return False
    counted = finite & np.isfinite(right)
    if not counted.any():
        return True
    one, other, right = (array[counted] for array in (one, other, right))
    left, deviation, scale = np.abs(one - other).max(), np.abs(other - right).max(), np.abs(other).max()
    return bool(left <= max(EXPLAINED * deviation, UNTOUCHED * scale))
