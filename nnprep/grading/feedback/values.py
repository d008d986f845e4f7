"""Describes values briefly: a number, a shape, a type. Safe to print, whatever a submission returned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nnprep.errors import printable

SHOWN = 4
"""How many keys of a dict are named."""
LONGEST = 400
"""How many characters of a text from a submission are shown."""


def number(value: Any) -> str:
    """Format a number with six significant digits, and any other value as `described`."""
    if isinstance(value, bool) or getattr(getattr(value, "dtype", None), "kind", "") == "b":
        return str(bool(value))
    if isinstance(value, int):
        return str(value) if abs(value) < 10**21 else f"{value:.6g}" if abs(value) < 10**300 else "huge"
    if isinstance(value, complex) or getattr(getattr(value, "dtype", None), "kind", "") == "c":
        return f"{complex(value) + 0.0:.6g}"
    try:
        return f"{float(value) + 0.0:.6g}"  # no -0
    except (TypeError, ValueError, OverflowError):
        return described(value)


def apart(one: Any, other: Any) -> tuple[str, str]:
    """Format two different numbers with as many digits as tell them apart, but at least as `number` does.

    >>> apart(0.25, 0.5), apart(1.36324, 1.3632449)
    (('0.25', '0.5'), ('1.36324', '1.363245'))
    """
    texts = number(one), number(other)
    try:
        for digits in range(7, 18):
            if texts[0] != texts[1]:
                break
            texts = f"{float(one):.{digits}g}", f"{float(other):.{digits}g}"
    except (TypeError, ValueError, OverflowError):
        return number(one), number(other)
    return texts


def described(value: Any) -> str:
    """Return a value's type with its shape or length, or the value itself if it is short."""
    if value is None:
        return "None"
    if isinstance(value, str):
        return repr(safe(value, 60))
    if isinstance(value, bool | int | float | complex):
        return number(value)
    if isinstance(value, Mapping):
        keys = ", ".join(one_line(str(key), 20) for key in list(value)[:SHOWN])
        if len(value) > SHOWN:
            return f"a dict with {len(value)} keys ({keys}, …)"
        return f"a dict with the keys {keys}" if value else "an empty dict"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of {len(value)}"
    if hasattr(type(value), "shape"):  # not asked of the object itself, which may be the learner's own
        return f"an array of shape {shape_of(value)}" if value.shape else f"the number {number(value)}"
    # What stays in the child process names itself; its module imports NumPy, which this one's readers do without.
    name = getattr(type(value), "_named", None)
    if name is not None:
        return safe(name(value), 60)
    return f"a {safe(type(value).__name__, 40)}"


def shape_of(value: Any) -> str:
    """Format a shape as Python does: (5, 1)."""
    return str(tuple(int(n) for n in getattr(value, "shape", ())))


def entry_of(label: str, place: Sequence[int]) -> str:
    """Write the index of an entry; after a label that ends with an index, as Python would go on.

    >>> entry_of("dW1", (0, 2)), entry_of("W[0]", (0, 2))
    ('[0, 2]', 'W[0][0, 2]')
    >>> entry_of("the second case: W[0]", (0, 2)), entry_of("W before the last step[0]", (0, 2))
    ('W[0][0, 2]', '[0, 2]')
    """
    before, _, name = label.rpartition(" ") if label.endswith("]") else ("", "", "")
    if before and not before.endswith(":"):
        name = ""  # the words of a check, such as "W before the last step[0]"
    return f"{name}{list(place)}"


def safe(text: str, limit: int = LONGEST) -> str:
    """Return a text from a submission without control characters (newlines stay), capped."""
    clean = printable(text.expandtabs(4), instead="\ufffd")
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def one_line(text: str, limit: int = 60) -> str:
    """Return a text from a submission on one line, otherwise as `safe`."""
    return safe(" ".join(text.split()), limit)


# `np.unique` and `np.median` would import numpy.ma, which takes 20 ms.


def distinct(values: np.ndarray[Any, Any]) -> int:
    """Return how many different numbers are in an array; all nan are one."""
    ordered = np.sort(values, axis=None)
    before, after = ordered[:-1], ordered[1:]
    same = (before == after) | ((before != before) & (after != after))
    return int(ordered.size - np.count_nonzero(same))


def median(values: np.ndarray[Any, Any]) -> float:
    """Return the median of the numbers in an array, of which none is nan."""
    ordered = np.sort(values, axis=None)
    return float(ordered[(ordered.size - 1) // 2] + ordered[ordered.size // 2]) / 2
