"""Compares what a submission returned with what the reference returned: structure, shape, finiteness, values.

Shapes are compared before values because `np.allclose` broadcasts: a (3,) and a (1, 3) would agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np


class Tolerance(NamedTuple):
    """How far two numbers may be apart and still agree: |a - e| <= atol·max(1, max|e|) + rtol·|e|."""

    rtol: float
    atol: float


DOUBLE = Tolerance(rtol=1e-9, atol=1e-12)
"""For float64: two formulas that are equal in exact arithmetic differ by less."""
SINGLE = Tolerance(rtol=1e-5, atol=1e-6)
"""For float32 and shorter."""


class Disagreement(StrEnum):
    """The first respect in which two values differ."""

    STRUCTURE = "structure"
    SHAPE = "shape"
    FINITENESS = "finiteness"
    VALUE = "value"


class Difference(NamedTuple):
    """One value that is not what it should be."""

    label: str
    """Its name, such as `dW1` or `item 2`; empty for the value itself."""
    kind: Disagreement
    expected: Any
    actual: Any
    place: tuple[int, ...] = ()
    """Where arrays differ most; empty for scalars and where shapes differ."""
    tolerance: Tolerance | None = None

    @property
    def expected_there(self) -> Any:
        """The expected number at `place`."""
        return at(self.expected, self.place)

    @property
    def actual_there(self) -> Any:
        """The number found at `place`."""
        return at(self.actual, self.place)


class Leaf(NamedTuple):
    """One pair of values below which nothing is nested, with the difference or None."""

    label: str
    expected: Any
    actual: Any
    difference: Difference | None


def differences(
    expected: Any, actual: Any, tolerance: Tolerance | None = None, names: Sequence[str] = ()
) -> tuple[Difference, ...]:
    """Return every difference between two values, in the order of the expected structure."""
    return tuple(leaf.difference for leaf in leaves(expected, actual, tolerance, names) if leaf.difference)


def agree(expected: Any, actual: Any, tolerance: Tolerance | None = None) -> bool:
    """Return whether two values agree in structure, shape, finiteness and values."""
    return all(leaf.difference is None for leaf in leaves(expected, actual, tolerance))


def leaves(
    expected: Any,
    actual: Any,
    tolerance: Tolerance | None = None,
    names: Sequence[str] = (),
    label: str = "",
) -> Iterator[Leaf]:
    """Walk both values together; `names` label the items of the outermost sequence."""
    if isinstance(expected, Mapping):
        yield from mapping_leaves(expected, actual, tolerance, label)
    elif isinstance(expected, list | tuple):
        yield from sequence_leaves(expected, actual, tolerance, names, label)
    else:
        yield Leaf(
            label=label,
            expected=expected,
            actual=actual,
            difference=leaf_difference(label, expected, actual, tolerance),
        )


def mapping_leaves(
    expected: Mapping[Any, Any], actual: Any, tolerance: Tolerance | None, label: str
) -> Iterator[Leaf]:
    if not isinstance(actual, Mapping) or set(expected) != set(actual):
        yield structural(label, expected, actual)
        return
    for key, value in expected.items():
        yield from leaves(value, actual[key], tolerance, label=joined(label, str(key)))


def sequence_leaves(
    expected: Sequence[Any], actual: Any, tolerance: Tolerance | None, names: Sequence[str], label: str
) -> Iterator[Leaf]:
    if isinstance(actual, np.ndarray) and actual.shape[:1] == (len(expected),) and not any_nested(expected):
        actual = list(actual)
    if not isinstance(actual, list | tuple) or len(actual) != len(expected):
        yield structural(label, expected, actual)
        return
    named = len(names) == len(expected)
    for position, (wanted, found) in enumerate(zip(expected, actual, strict=True)):
        name = names[position] if named else f"[{position}]" if label else f"item {position + 1}"
        yield from leaves(wanted, found, tolerance, label=joined(label, name))


def any_nested(values: Sequence[Any]) -> bool:
    return any(isinstance(value, list | tuple | Mapping | np.ndarray) for value in values)


def joined(label: str, name: str) -> str:
    if not label:
        return name
    return f"{label}{name}" if name.startswith("[") else f"{label}.{name}"


def structural(label: str, expected: Any, actual: Any) -> Leaf:
    difference = Difference(label=label, kind=Disagreement.STRUCTURE, expected=expected, actual=actual)
    return Leaf(label=label, expected=expected, actual=actual, difference=difference)


def leaf_difference(label: str, expected: Any, actual: Any, tolerance: Tolerance | None) -> Difference | None:
    """Compare two values that hold no further values with names; a property's wanted value may be anything too."""
    if expected is None or isinstance(expected, str):
        same = type(actual) is type(expected) and actual == expected
        return None if same else structural(label, expected, actual).difference
    if isinstance(expected, int) and isinstance(actual, int) and expected == actual:
        return None  # also beyond 64 bits, where there is no array of them
    wanted, found = as_numbers(expected), as_numbers(actual)
    if wanted is None or found is None:
        return structural(label, expected, actual).difference
    if wanted.shape != found.shape:
        return Difference(label=label, kind=Disagreement.SHAPE, expected=expected, actual=found)
    return value_difference(label, wanted, found, tolerance)


def as_numbers(value: Any) -> np.ndarray[Any, Any] | None:
    """Return an array, number or nested list of numbers as an array; None where it is none of these."""
    if value is None or isinstance(value, str | bytes | Mapping) or holds_text(value):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError, MemoryError):
        return None
    return array if array.dtype.kind in "biufc" else None


def holds_text(value: Any) -> bool:
    """Return whether there is a text in nested lists: NumPy would make room for the longest one in every entry."""
    if not isinstance(value, list | tuple):
        return False
    return any(isinstance(item, str | bytes) or holds_text(item) for item in value)


def value_difference(
    label: str, wanted: np.ndarray[Any, Any], found: np.ndarray[Any, Any], tolerance: Tolerance | None
) -> Difference | None:
    """Compare two arrays of one shape: first which entries are finite, then the values."""
    if wanted.size == 0:
        return None
    exact = wanted.dtype.kind in "biu" and found.dtype.kind in "biu"
    limit = tolerance or (SINGLE if is_short(wanted) else DOUBLE)
    if exact:
        gaps = np.asarray(np.abs(wanted.astype(float) - found.astype(float)))  # a 0-d difference is no array
        gaps[wanted == found] = 0.0
        gaps[(wanted != found) & (gaps == 0)] = 1.0
        allowed = np.zeros(wanted.shape)
        limit = Tolerance(rtol=0.0, atol=0.0)
    else:
        dtype = np.complex128 if "c" in (wanted.dtype.kind, found.dtype.kind) else np.float64
        wanted_wide, found_wide = wanted.astype(dtype), found.astype(dtype)
        finite = np.isfinite(wanted_wide)
        pattern = same_where_not_finite(wanted_wide, found_wide)
        if not pattern.all():
            return Difference(
                label=label,
                kind=Disagreement.FINITENESS,
                expected=wanted,
                actual=found,
                place=first_index(~pattern),
                tolerance=limit,
            )
        gaps = np.abs(np.where(finite, found_wide, 0) - np.where(finite, wanted_wide, 0))
        sizes = np.abs(np.where(finite, wanted_wide, 0))
        allowed = limit.atol * max(1.0, float(sizes.max())) + limit.rtol * sizes
    if (gaps <= allowed).all():
        return None
    worst = np.unravel_index(int(np.argmax(gaps - allowed)), gaps.shape)
    return Difference(
        label=label,
        kind=Disagreement.VALUE,
        expected=wanted,
        actual=found,
        place=tuple(int(i) for i in worst),
        tolerance=limit,
    )


def same_where_not_finite(wanted: np.ndarray[Any, Any], found: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return where both are finite, or both nan, or the same infinity."""
    both_finite = np.isfinite(wanted) & np.isfinite(found)
    both_nan = np.isnan(wanted) & np.isnan(found)
    same: np.ndarray[Any, Any] = both_finite | both_nan | (~np.isfinite(wanted) & (wanted == found))
    return same


def is_short(array: np.ndarray[Any, Any]) -> bool:
    """Return whether an array holds float32 or float16 numbers."""
    return bool(array.dtype.kind == "f" and array.dtype.itemsize <= 4)


def first_index(where: np.ndarray[Any, Any]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.argwhere(where)[0])


def at(value: Any, place: tuple[int, ...]) -> Any:
    """Return the number at `place`, or the value itself where there is none."""
    array = as_numbers(value)
    if array is None or array.ndim != len(place):
        return value
    return array[place].item()
