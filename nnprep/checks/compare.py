"""Compares what a submission returned with what the reference returned: structure, shape, finiteness, values.

Shapes are compared before values because `np.allclose` broadcasts: a (3,) and a (1, 3) would agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from math import isfinite
from typing import Any

import numpy as np

from nnprep.named_tuple import NamedTuple

Array = np.ndarray[Any, Any]
FLOAT64 = np.dtype(np.float64)
LARGEST = np.maximum.reduce
SCALARS = (float, np.float64)
"""Types of a single number of that dtype."""
NUMBERS = {bool, int, float, complex}
"""Types that are neither text nor hold any."""
LISTS = {list, tuple}
"""Types that may hold it."""


class Tolerance(NamedTuple):
    """How far apart two numbers may be and still agree: |a - e| <= atol·max(1, max|e|) + rtol·|e|."""

    rtol: float
    atol: float


DOUBLE = Tolerance(rtol=1e-9, atol=1e-12)
"""For float64: two formulas that are equal in exact arithmetic differ by less."""
SINGLE = Tolerance(rtol=1e-5, atol=1e-6)
"""For float32 and shorter."""
EXACT = Tolerance(rtol=0.0, atol=0.0)
"""For integers and truth values."""


class Disagreement(StrEnum):
    """The first respect in which two values differ."""

    STRUCTURE = "structure"
    SHAPE = "shape"
    FINITENESS = "finiteness"
    VALUE = "value"


class Difference(NamedTuple):
    """One value that isn't what it should be."""

    label: str
    """Its name, such as `dW1` or `item 2`; empty for the value itself."""
    kind: Disagreement
    expected: Any
    actual: Any
    place: tuple[int, ...] = ()
    """The index of the entry that exceeds the tolerance most; empty for scalars and if the shapes differ."""
    tolerance: Tolerance | None = None

    @property
    def expected_there(self) -> Any:
        """The expected number at `place`."""
        return at(self.expected, self.place)

    @property
    def actual_there(self) -> Any:
        """The actual number at `place`."""
        return at(self.actual, self.place)


class Leaf(NamedTuple):
    """One pair of values with nothing nested below, and their difference or None."""

    label: str
    expected: Any
    actual: Any
    difference: Difference | None


class LeafPair(NamedTuple):
    """One pair of values with nothing nested below."""

    label: str
    expected: Any
    actual: Any
    alike: bool | None
    """Whether they agree, if their structure decides that."""


class Opaque(NamedTuple):
    """A value whose form is free, such as a cache: all of them agree, unless just one is None."""

    value: Any


def opaque(value: Any) -> Opaque:
    """Return a value from a check without comparing it: `return out, opaque(cache)`.

    The only difference is between a value and None, because a missing cache is a mistake whatever its form.
    """
    return Opaque(value)


def differences(
    expected: Any, actual: Any, tolerance: Tolerance | None = None, names: Sequence[str] = ()
) -> tuple[Difference, ...]:
    """Return every difference between two values, in the order of the expected structure."""
    return tuple(leaf.difference for leaf in leaves(expected, actual, tolerance, names) if leaf.difference)


def agree(expected: Any, actual: Any, tolerance: Tolerance | None = None) -> bool:
    """Return whether two values agree in structure, shape, finiteness and values."""
    return agree_inside(expected, actual, tolerance, labeled=False)


def agree_inside(expected: Any, actual: Any, tolerance: Tolerance | None, *, labeled: bool) -> bool:
    """Return whether two values agree; `labeled` as if they had a label in a report."""
    kind = type(expected)
    if kind is dict and type(actual) is dict:
        return expected.keys() == actual.keys() and all(
            agree_inside(value, actual[key], tolerance, labeled=labeled or str(key) != "")
            for key, value in expected.items()
        )
    both_lists = (kind is list or kind is tuple) and isinstance(actual, list | tuple)
    if both_lists and not (labeled and only_floats(expected) and only_floats(actual)):
        return len(expected) == len(actual) and all(
            agree_inside(one, other, tolerance, labeled=True)
            for one, other in zip(expected, actual, strict=True)
        )
    label = "value" if labeled else ""
    return not any(unlike(pair, tolerance) for pair in leaf_pairs(expected, actual, label=label))


def unlike_labels(
    expected: Any, actual: Any, tolerance: Tolerance | None = None, names: Sequence[str] = ()
) -> list[str]:
    """Return the labels of the differences between two values, which are not described: that takes longer."""
    return [pair.label for pair in leaf_pairs(expected, actual, names) if unlike(pair, tolerance)]


def unlike(pair: LeafPair, tolerance: Tolerance | None) -> bool:
    """Return whether the values of a pair differ."""
    if pair.alike is not None:
        return not pair.alike
    _, expected, actual, _ = pair
    clear = clearly_agree(expected, actual, tolerance or DOUBLE)
    return leaf_difference("", expected, actual, tolerance) is not None if clear is None else not clear


def clearly_agree(expected: Any, actual: Any, limit: Tolerance) -> bool | None:
    """Return whether float64 numbers agree, if the largest of them tell; None: each entry needs a look of its own."""
    if type(expected) in SCALARS:
        if type(actual) not in SCALARS or not isfinite(expected) or not isfinite(actual):
            return None
        size = abs(expected)
        return bool(abs(actual - expected) <= limit.atol * max(1.0, size) + limit.rtol * size)
    if type(expected) is not np.ndarray or type(actual) is not np.ndarray:
        return None
    if expected.dtype != FLOAT64 or actual.dtype != FLOAT64:
        return None
    if expected.shape != actual.shape:
        return False
    if not expected.size:
        return None
    size = float(LARGEST(np.abs(expected), axis=None))
    if not isfinite(size):
        return False if (np.isfinite(expected) != np.isfinite(actual)).any() else None
    gap, least = float(LARGEST(np.abs(actual - expected), axis=None)), limit.atol * max(1.0, size)
    if gap <= least:
        return True
    if not isfinite(gap):
        return None if np.isfinite(actual).all() else False
    return False if least + limit.rtol * size < gap else None


def leaves(
    expected: Any,
    actual: Any,
    tolerance: Tolerance | None = None,
    names: Sequence[str] = (),
    label: str = "",
) -> Iterator[Leaf]:
    """Walk both values together; `names` label the items of the outermost sequence."""
    for name, one, other, alike in leaf_pairs(expected, actual, names, label):
        if alike is None:
            difference = leaf_difference(name, one, other, tolerance)
        else:
            difference = None if alike else structural(name, one, other)
        yield Leaf(name, one, other, difference)


def leaf_pairs(expected: Any, actual: Any, names: Sequence[str] = (), label: str = "") -> list[LeafPair]:
    """Return the pairs of values with nothing nested below, before they are compared."""
    found: list[LeafPair] = []
    add_pairs(expected, actual, names, label, found)
    return found


def add_pairs(expected: Any, actual: Any, names: Sequence[str], label: str, found: list[LeafPair]) -> None:
    kind = type(expected)
    if kind is np.ndarray or kind in SCALARS:  # as most are
        found.append(LeafPair(label, expected, actual, None))
    elif kind is Opaque:
        same = isinstance(actual, Opaque) and (expected.value is None) == (actual.value is None)
        inner = actual.value if isinstance(actual, Opaque) else actual
        found.append(LeafPair(label, expected.value, inner, same))
    elif kind is dict or isinstance(expected, Mapping):
        if not isinstance(actual, Mapping) or set(expected) != set(actual):
            found.append(LeafPair(label, expected, actual, alike=False))
            return
        for key, value in expected.items():
            add_pairs(value, actual[key], (), joined(label, str(key)), found)
    elif isinstance(expected, list | tuple):
        add_items(expected, actual, names, label, found)
    else:
        found.append(LeafPair(label, expected, actual, None))


def add_items(
    expected: Sequence[Any], actual: Any, names: Sequence[str], label: str, found: list[LeafPair]
) -> None:
    if isinstance(actual, np.ndarray) and actual.shape[:1] == (len(expected),) and not any_nested(expected):
        actual = list(actual)
    if not isinstance(actual, list | tuple) or len(actual) != len(expected):
        found.append(LeafPair(label, expected, actual, alike=False))
        return
    if label and only_floats(expected) and only_floats(actual):
        # A report on losses of thirty steps says one thing about them, as about an array.
        found.append(LeafPair(label, expected, actual, None))
        return
    named = len(names) == len(expected)
    for position, (one, other) in enumerate(zip(expected, actual, strict=True)):
        name = names[position] if named else f"[{position}]" if label else f"item {position + 1}"
        add_pairs(one, other, (), joined(label, name), found)


def any_nested(values: Sequence[Any]) -> bool:
    return any(isinstance(value, list | tuple | Mapping | np.ndarray) for value in values)


def only_floats(values: Sequence[Any]) -> bool:
    """Return whether a sequence holds more than three floats, and nothing else."""
    return len(values) > 3 and all(isinstance(value, float) for value in values)


def joined(label: str, name: str) -> str:
    if not label:
        return name
    if name.startswith("["):
        return f"{label}{name}"
    return f"{label}: {name}" if " " in label else f"{label}.{name}"


def structural(label: str, expected: Any, actual: Any) -> Difference:
    return Difference(label=label, kind=Disagreement.STRUCTURE, expected=expected, actual=actual)


def leaf_difference(label: str, expected: Any, actual: Any, tolerance: Tolerance | None) -> Difference | None:
    """Compare two values without named items; what a property asks for may be anything too."""
    if expected is None or isinstance(expected, str):
        same = type(actual) is type(expected) and actual == expected
        return None if same else structural(label, expected, actual)
    if isinstance(expected, int) and isinstance(actual, int) and expected == actual:
        return None  # also beyond 64 bits, which no array holds
    one, other = as_numbers(expected), as_numbers(actual)
    if one is None or other is None:
        return structural(label, expected, actual)
    if one.shape != other.shape:
        return Difference(label=label, kind=Disagreement.SHAPE, expected=expected, actual=other)
    return array_difference(label, one, other, tolerance)


def as_numbers(value: Any) -> Array | None:
    """Return an array, number or nested list of numbers as an array; None for anything else."""
    if value is None or isinstance(value, str | bytes | Mapping) or holds_text(value):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError, MemoryError):
        return None
    return array if array.dtype.kind in "biufc" else None


def holds_text(value: Any) -> bool:
    """Return whether nested lists hold text: NumPy would make room for the longest one in every entry."""
    if not isinstance(value, list | tuple):
        return False
    kinds = set(map(type, value)) - NUMBERS
    if kinds <= LISTS:
        return bool(kinds) and any(map(holds_text, value))
    return any(isinstance(item, str | bytes) or holds_text(item) for item in value)


def array_difference(
    label: str, expected: Array, actual: Array, tolerance: Tolerance | None
) -> Difference | None:
    """Compare two arrays of one shape: first which entries are finite, then the values."""
    if expected.size == 0:
        return None
    kind = Disagreement.VALUE
    if expected.dtype.kind in "biu" and actual.dtype.kind in "biu":
        limit, excess = EXACT, integer_gaps(expected, actual)
    else:
        limit = tolerance or (SINGLE if is_short(expected) else DOUBLE)
        dtype = np.complex128 if "c" in (expected.dtype.kind, actual.dtype.kind) else np.float64
        one, other = expected.astype(dtype), actual.astype(dtype)
        finite = np.isfinite(one) & np.isfinite(other)
        excess = np.zeros(())
        if not finite.all():
            excess = (~same_where_not_finite(one, other)).astype(float)
            one, other = np.where(finite, one, 0), np.where(finite, other, 0)
        if excess.any():
            kind = Disagreement.FINITENESS
        else:
            sizes = np.abs(one)
            excess = np.abs(other - one) - (limit.atol * max(1.0, float(sizes.max())) + limit.rtol * sizes)
    if (excess <= 0).all():
        return None
    place = np.unravel_index(int(np.argmax(excess)), expected.shape)
    return Difference(
        label=label,
        kind=kind,
        expected=expected,
        actual=actual,
        place=tuple(int(i) for i in place),
        tolerance=limit,
    )


def integer_gaps(expected: Array, actual: Array) -> Array:
    """Return how far apart integers are, as floats: 0 only where they are equal, whatever their size."""
    gaps = np.asarray(
        np.abs(expected.astype(float) - actual.astype(float))
    )  # a 0-d difference isn't an array
    gaps[expected == actual] = 0.0
    gaps[(expected != actual) & (gaps == 0)] = 1.0
    return gaps


def same_where_not_finite(expected: Array, actual: Array) -> Array:
    """Return where both are finite, or both nan, or the same infinity."""
    both_finite = np.isfinite(expected) & np.isfinite(actual)
    both_nan = np.isnan(expected) & np.isnan(actual)
    same: Array = both_finite | both_nan | (~np.isfinite(expected) & (expected == actual))
    return same


def is_short(array: Array) -> bool:
    """Return whether an array holds float32 or float16 numbers."""
    return bool(array.dtype.kind == "f" and array.dtype.itemsize <= 4)


def at(value: Any, place: tuple[int, ...]) -> Any:
    """Return the number at `place`, or the value itself if it has no such index."""
    array = as_numbers(value)
    if array is None or array.ndim != len(place):
        return value
    return array[place].item()
