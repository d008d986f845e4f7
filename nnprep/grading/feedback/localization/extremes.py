"""Says where a result is nan as from an overflow, and which probabilities can't get small or are no softmax."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from nnprep.checks.trace import Trace
from nnprep.grading.feedback.calls import Pair, arguments, by_name, paired
from nnprep.grading.feedback.values import distinct, number
from nnprep.grading.signatures import names_used, signatures_of
from nnprep.sandbox.functions import Call

Array = np.ndarray[Any, Any]

CLOSE = 1e-5
"""How far apart two ratios of probabilities may be that are equal but for rounding."""
LEAST = 1e-3
"""A floor above this is another formula: nobody guards by so much."""
ENOUGH = 2
"""How many different probabilities must have been raised to one floor."""


def extremes(
    checks: Sequence[str], expected: Mapping[str, Trace], seen: Mapping[str, Trace], reference: str
) -> Iterator[str]:
    """Yield what is true of all calls of a function that goes wrong in these checks, or that such a one uses."""
    pairs: dict[str, list[Pair]] = {}
    for pair in (each for name in expected if name in seen for each in paired(expected[name], seen[name])):
        pairs.setdefault(pair.expected.target, []).append(pair)
    used, signatures = names_used(reference), signatures_of(reference)
    called = {call.target for name in checks for call in seen[name].calls}
    blamed = {each.rpartition(".")[2] for each in called}
    blamed |= {name for target in blamed for name in used.get(target, ())}
    for target, mine in pairs.items():
        name = target.rpartition(".")[2]
        if name in blamed:
            with np.errstate(all="ignore"):
                found = [*floors(name, mine), *overflows(name, mine), *proportions(name, mine)]
            yield from (by_name(text, signatures.get(target, ())) for text in found)


def floors(name: str, pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield the share of the largest probability beside it below which none falls, if all others are right."""
    lines = [line for pair in pairs for line in shares(pair)]
    raised = [(right[mine > right * (1 + CLOSE)], mine[mine > right * (1 + CLOSE)]) for right, mine in lines]
    if not any(right.size for right, _ in raised):
        return
    floor = float(min(mine.min() for _, mine in raised if mine.size))
    if floor > LEAST or distinct(np.concatenate([right for right, _ in raised])) < ENOUGH:
        return
    if all(np.allclose(np.maximum(right, floor), mine, rtol=CLOSE, atol=0) for right, mine in lines):
        power = np.log(floor)
        said = f"e^{power:.0f}" if abs(power - round(power)) < 1e-6 else number(floor)
        yield FLOOR.format(name=name, floor=said)


def shares(pair: Pair) -> Iterator[tuple[Array, Array]]:
    """Yield slices of right and returned probabilities, divided by the largest of each; none for other results."""
    right, mine = pair.expected.result, pair.seen.result if pair.seen is not None else None
    if not isinstance(right, np.ndarray) or not isinstance(mine, np.ndarray) or right.shape != mine.shape:
        return
    axis = axis_of(pair.expected)
    if right.dtype.kind != "f" or mine.dtype.kind != "f" or not right.size or not isinstance(axis, int):
        return
    if not -right.ndim <= axis < right.ndim or not np.isfinite(right).all() or not np.isfinite(mine).all():
        return
    right, mine = np.moveaxis(right.astype(float), axis, -1), np.moveaxis(mine.astype(float), axis, -1)
    tops = right.max(-1, keepdims=True), mine.max(-1, keepdims=True)
    if (right < 0).any() or not np.allclose(right.sum(-1), 1, atol=1e-4) or not (tops[1] > 0).all():
        return
    yield right / tops[0], mine / tops[1]


def axis_of(call: Call) -> int | None:
    """Return the axis that a call is given, the last one without any; None if there are several."""
    given = [each for each in (*call.arguments, *call.keywords.values()) if type(each) is int]
    return given[0] if len(given) == 1 else None if given else -1


def overflows(name: str, pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield that an elementwise function is nan on one side of 0 from some number on, and right as far on the other."""
    bounds: list[tuple[float, float]] = []
    signs: set[int] = set()
    by_dtype: dict[Any, list[tuple[Array, Array]]] = {}
    for pair in (each for each in pairs if not each.right):
        found = nan_of(pair)
        if found is None:
            return
        by_dtype.setdefault(found[0].dtype, []).append(found)
    for several in by_dtype.values():
        z, bad = (np.concatenate([each[n].ravel() for each in several]) for n in (0, 1))
        for sign in (1, -1):
            if bad.any() and (sign * z[bad]).min() > max(0.0, float((sign * z[~bad]).max(initial=0.0))):
                opposite = float((-sign * z[~bad]).max(initial=0.0))
                bounds.append((float((sign * z[bad]).min()), opposite))
                signs.add(sign)
    if not bounds or len(bounds) < len(by_dtype) or len(signs) > 1:
        return
    start = min(start for start, _ in bounds)
    if start > LARGE and all(opposite >= first for first, opposite in bounds):
        side, other = ("positive", "negative") if signs == {1} else ("negative", "positive")
        yield OVERFLOW.format(name=name, side=side, other=other)


def nan_of(pair: Pair) -> tuple[Array, Array] | None:
    """Return the finite numbers in the only array of a wrong call, and which give nan; None if others are wrong."""
    right, mine = pair.expected.result, pair.seen.result if pair.seen is not None else None
    found = [each for each in (*arguments(pair.expected), right, mine) if isinstance(each, np.ndarray)]
    if len(found) != 3 or any(each.dtype.kind != "f" or each.shape != found[0].shape for each in found):
        return None
    finite = np.isfinite(found[0])
    z, right, mine = (each[finite] for each in found)
    if np.isnan(found[0]).any() or np.isnan(right).any():
        return None
    bad = np.isnan(mine)
    return (z, bad) if np.allclose(mine[~bad], right[~bad], rtol=1e-4, atol=1e-12) else None


def proportions(name: str, pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield what is divided by its sum in place of exponentials, if that gives all results, nan included."""
    cases: list[tuple[Array, Array]] = []
    for pair in pairs:
        found, result = arguments(pair.expected), pair.seen.result if pair.seen is not None else None
        axis = axis_of(pair.expected)
        if len(found) != 1 or not isinstance(result, np.ndarray) or result.shape != found[0].shape:
            return
        if not isinstance(axis, int) or not -result.ndim <= axis < result.ndim or result.dtype.kind != "f":
            return
        cases.append((np.moveaxis(found[0].astype(float), axis, -1), np.moveaxis(result, axis, -1)))
    if sum(not pair.right for pair in pairs) < ENOUGH:
        return
    for said, function in SHARED:
        whole = ((function(z) / function(z).sum(-1, keepdims=True), mine) for z, mine in cases)
        if all(np.allclose(share, mine, rtol=1e-4, atol=1e-7, equal_nan=True) for share, mine in whole):
            yield PROPORTIONS.format(name=name, said=said)
            return


SHARED: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("sigmoids", lambda z: 1 / (1 + np.exp(-z))),
    ("squares", np.square),
    ("absolute values", np.abs),
    ("ReLUs", lambda z: np.maximum(z, 0)),
    ("softplus values", lambda z: np.logaddexp(0, z)),
)
"""What somebody may normalize."""
LARGE = 20.0
"""Below this, no exponential overflows, nor its fourth power in float32."""
FLOOR = (
    "Here, what `{name}` returns is never less than {floor} times the largest probability beside it, as with a floor "
    "under "
    "z - max(z) or under the exponentials. Leave it out: a small exponential does no harm, and exp(-inf) is 0, as it "
    "should be."
)
PROPORTIONS = (
    "`{name}` returns the {said} of argument 1, divided by their sum. A softmax divides the exponentials by theirs, "
    "after subtracting the maximum."
)
OVERFLOW = (
    "`{name}` is nan for large {side} numbers, and right for {other} ones of the same size, as where an exponential "
    "overflows and inf/inf is nan. Use a form that needs only exp(-|x|), or a function of NumPy that can't overflow."
)
