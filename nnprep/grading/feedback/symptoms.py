"""Describes one wrong value: a constant factor, a transpose, a lost axis, an offset.

A symptom never guesses beyond the numbers: it is true of every entry that was compared, or it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from nnprep.checks.compare import Difference, Disagreement, agree, as_numbers
from nnprep.grading.feedback.values import described, number, safe, shape_of
from nnprep.sandbox.handles import Handle

Array = np.ndarray[Any, Any]


class Surroundings(NamedTuple):
    """What a wrong value can be compared with."""

    sizes: Mapping[str, int] = MappingProxyType({})
    """Named sizes of the case, such as `batch size`: 5."""
    arguments: Mapping[str, Any] = MappingProxyType({})
    """Arguments of the call that returned it, by parameter name."""
    siblings: Mapping[str, Any] = MappingProxyType({})
    """The expected values of the other items that the same call returns, by label."""
    earlier: tuple[Any, ...] = ()
    """What earlier calls of the same function returned."""


NOWHERE = Surroundings()
SLIGHT = 1e-6
"""Offsets below this share of the largest expected number are loss of precision, not something that was added."""


def symptom(difference: Difference, around: Surroundings = NOWHERE) -> str:
    """Return the most specific phrase, without a subject, that describes how the value differs."""
    if difference.kind is Disagreement.STRUCTURE:
        return structure_symptom(difference)
    expected = np.asarray(difference.expected)
    actual = as_numbers(difference.actual)
    assert actual is not None  # structure was compared first
    with np.errstate(all="ignore"):  # what a submission returned may hold anything
        phrase = next(phrases(difference, expected, actual, around), "")
    if phrase:
        return phrase
    if difference.kind is Disagreement.SHAPE:
        return f"has shape {shape_of(actual)}, should be {shape_of(expected)}"
    where = f" at {list(difference.place)}" if difference.place else ""
    return f"is {number(difference.actual_there)}{where}, should be {number(difference.expected_there)}"


def structure_symptom(difference: Difference) -> str:
    expected, actual = difference.expected, difference.actual
    if actual is None and difference.label:
        return f"is None, should be {described(expected)}"
    if actual is None:
        return "is None: does every path through the function return a value?"
    if isinstance(expected, list | tuple) and isinstance(actual, list | tuple):
        return f"has {len(actual)} values, should have {len(expected)}"
    if isinstance(expected, str) and isinstance(actual, str):
        text = safe(actual)
        return text if expected == "none" else f"{text}, should be {safe(expected)}"
    if described(actual) == described(expected):
        why = "which can't be compared" if isinstance(actual, Handle) else "but not the expected one"
        return f"is {described(actual)}, {why}"
    return f"is {described(actual)}, should be {described(expected)}"


def phrases(difference: Difference, expected: Array, actual: Array, around: Surroundings) -> Iterator[str]:
    """Yield what is true of all entries, most specific first."""
    if difference.kind is Disagreement.SHAPE:
        yield from shape_symptoms(expected, actual, around)
        return
    if difference.kind is Disagreement.FINITENESS:
        yield from finiteness_symptoms(expected, actual)
        return
    yield from ratio_symptoms(expected, actual, around)
    if expected.ndim == 2 and expected.shape[0] == expected.shape[1] > 1 and agree(expected.T, actual):
        yield "is the transpose of what it should be"
    yield from origin_symptoms(expected, actual, around)
    yield from offset_symptoms(expected, actual, around)
    if same_to_single_precision(expected, actual):
        single = (actual == actual.astype(np.float32)).all()
        yield "agrees to only 6 digits" + (", and every entry is a float32 number" if single else "")


def shape_symptoms(expected: Array, actual: Array, around: Surroundings) -> Iterator[str]:
    shapes = f"shape {shape_of(actual)}, should be {shape_of(expected)}"
    if expected.ndim == 2 and expected.T.shape == actual.shape and agree(expected.T, actual):
        yield f"has the right numbers, transposed: {shapes}"
    elif expected.size == actual.size and agree(expected.ravel(), actual.ravel()):
        yield f"has the right numbers in {shapes}"
    for label, sibling in around.siblings.items():
        if agree(sibling, actual):
            yield f"holds what should be {label}: {shapes}"
    batch = around.sizes.get("batch size")
    if batch and batch > 1 and actual.shape == (batch, batch):
        yield f"is broadcast to (m, m) from (m, 1) and (m,): {shapes}"


def finiteness_symptoms(expected: Array, actual: Array) -> Iterator[str]:
    wrong = np.isnan(actual) & ~np.isnan(expected)
    if wrong.any():
        yield f"is nan{in_entries(wrong)}"
    infinite = np.isinf(actual) & np.isfinite(expected)
    if infinite.any():
        yield f"is infinite{in_entries(infinite)}"
    if not np.isfinite(expected).all():
        yield "is finite where nan or infinity is expected"


def in_entries(mask: Array) -> str:
    return "" if mask.size == 1 else f" in {int(mask.sum())} of {mask.size} entries"


def ratio_symptoms(expected: Array, actual: Array, around: Surroundings) -> Iterator[str]:
    """Name a constant factor, and the size of the case that it is."""
    ratio = constant_ratio(expected, actual)
    if ratio is None or abs(ratio - 1) < 1e-5:
        return
    if ratio == 0:
        yield "is zero everywhere" if expected.size > 1 else "is zero"
    elif expected.size == 1 and not ratio_name(ratio, around.sizes):
        return  # any two numbers have a ratio
    elif abs(ratio + 1) < 1e-8:
        yield "has the sign reversed"
    else:
        name = ratio_name(ratio, around.sizes)
        exact = exact_ratio(ratio)
        if name:
            yield f"is exactly {exact or number(ratio)} times what it should be, and {name}"
        elif exact:
            yield f"is exactly {exact} times what it should be"
        else:
            yield f"is {number(ratio)} times what it should be, everywhere"


def constant_ratio(expected: Array, actual: Array) -> float | None:
    """Return r such that actual = r · expected in every entry; None if there is no such r."""
    if expected.dtype.kind not in "iuf" or actual.dtype.kind not in "iuf":
        return None
    wanted, returned = expected.astype(float), actual.astype(float)
    scale = np.abs(wanted).max(initial=0.0)
    if not scale > 0:
        return None
    largest = np.unravel_index(int(np.argmax(np.abs(wanted))), wanted.shape)
    ratio = float(returned[largest] / wanted[largest])
    if not np.isfinite(ratio):
        return None
    size = max(abs(ratio), 1e-12)
    return ratio if np.abs(returned - ratio * wanted).max() <= 1e-8 * size * scale else None


def ratio_name(ratio: float, sizes: Mapping[str, int]) -> str:
    """Say which size of the case a ratio is, or is one over; empty if it is neither, or a plain 2 or 1/2."""
    if any(close(abs(ratio), plain) for plain in (1, 2, 0.5)):
        return ""
    for label, size in sizes.items():
        name = f"number of {label}" if label.endswith("s") else label
        for sign, minus in ((1, ""), (-1, "minus ")):
            for factor, of in ((1, ""), (2, "twice "), (0.5, "half ")):
                if size > 1 and close(ratio, sign * factor * size):
                    return f"{sign * factor * size:g} is {minus}{of}the {name}"
                if size > 1 and close(ratio, sign * factor / size):
                    over = number(factor) if factor != 1 else "1"
                    return f"that is {minus}{over} over the {name}"
            if size > 1 and close(ratio, sign / size**2):
                return f"that is {minus}1 over the square of the {name}"
    if close(ratio, 1 / np.log(2)):
        return "that is 1/ln 2: a logarithm to base 2"
    return ""


def close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-8 * abs(b)


def exact_ratio(ratio: float) -> str:
    """Return a ratio of small integers as text; empty if it isn't one."""
    near = Fraction(ratio).limit_denominator(64)
    if near == 0 or abs(near.numerator) > 2000 or not close(ratio, float(near)):
        return ""
    return str(near)


def origin_symptoms(expected: Array, actual: Array, around: Surroundings) -> Iterator[str]:
    """Say where else the same values occur."""
    for label, sibling in around.siblings.items():
        if np.shape(sibling) == actual.shape and agree(sibling, actual):
            yield f"holds what should be {label}"
    for name, argument in around.arguments.items():
        array = as_numbers(argument)  # None for a list of arrays of different shapes
        if array is not None and array.shape == actual.shape and actual.size > 1 and agree(array, actual):
            yield f"is the argument {name}, unchanged"
    for value in around.earlier:
        if np.shape(value) == actual.shape and actual.size > 1 and agree(value, actual):
            yield "is what the previous call returned"


def offset_symptoms(expected: Array, actual: Array, around: Surroundings) -> Iterator[str]:
    """Say what was added everywhere, and which argument that is."""
    if expected.size < 2 or expected.dtype.kind not in "iuf" or actual.dtype.kind not in "iuf":
        return
    gap = actual.astype(float) - expected.astype(float)
    for name, argument in around.arguments.items():
        offset = as_numbers(argument)
        if offset is None or offset.size == gap.size or offset.dtype.kind not in "iuf" or not offset.size:
            continue
        if gap.ndim and offset.size == gap.shape[-1]:
            row = offset.reshape(-1).astype(float)
            if np.abs(row).max() < 1e-12:
                continue
            if agree(np.broadcast_to(row, gap.shape), gap):
                yield f"is too large by exactly {name}: {name} was added once too often"
            if agree(np.broadcast_to(-row, gap.shape), gap):
                yield f"is too small by exactly {name}: {name} was not added"
    first = float(gap.flat[0])
    if abs(first) <= SLIGHT * max(1.0, float(np.abs(expected).max())):
        return  # so small an offset is rounding, and naming it would explain nothing
    if np.abs(gap - first).max() <= 1e-9 * max(1.0, abs(first)):
        yield f"is off by {number(first)} everywhere"


def same_to_single_precision(expected: Array, actual: Array) -> bool:
    if expected.dtype.kind != "f" or actual.dtype.kind != "f":
        return False
    scale = float(np.abs(expected).max())
    return bool(1e-9 * scale < np.abs(actual - expected).max() < 1e-6 * scale)
