"""Describes how wrong numbers follow from the right ones: a function of them, another order, a factor for each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from nnprep.checks.compare import agree
from nnprep.grading.feedback.values import distinct, median, number

Array = np.ndarray[Any, Any]

FUNCTIONS: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("1 minus what it should be", lambda x: 1 - x),
    ("the square of what it should be", np.square),
    ("the square root of what it should be", np.sqrt),
    ("1 over what it should be", np.reciprocal),
    ("the logarithm of what it should be", np.log),
    ("minus the logarithm of what it should be", lambda x: -np.log(x)),
    ("the exponential of what it should be", np.exp),
    ("exp(-x) of the x that it should be", lambda x: np.exp(-x)),
)
"""What somebody may have left out, or applied once too often."""
SPREAD: tuple[tuple[str, str, int, Callable[[Array], Array]], ...] = (
    ("the mean", "the mean of what its entries should be, in every entry", 0, lambda x: np.asarray(x.mean())),
    ("", "the sum of what its entries should be, in every entry", 0, lambda x: np.asarray(x.sum())),
    ("the first entry", "what its first entry should be, in every entry", 1, lambda x: x[:1]),
    ("the last entry", "what its last entry should be, in every entry", 1, lambda x: x[-1:]),
    (
        "the largest",
        "the largest of what its entries should be, in every entry",
        0,
        lambda x: np.asarray(x.max()),
    ),
    (
        "the smallest",
        "the smallest of what its entries should be, in every entry",
        0,
        lambda x: np.asarray(x.min()),
    ),
    ("", "the mean of what its row should be, in every entry", 2, lambda x: x.mean(axis=-1, keepdims=True)),
    ("", "the sum of what its row should be, in every entry", 2, lambda x: x.sum(axis=-1, keepdims=True)),
    ("", "what its first row should be, in every row", 2, lambda x: x[:1]),
    ("", "what its last row should be, in every row", 2, lambda x: x[-1:]),
    ("", "the mean of what its column should be, in every entry", 2, lambda x: x.mean(axis=0, keepdims=True)),
    ("", "the sum of what its column should be, in every entry", 2, lambda x: x.sum(axis=0, keepdims=True)),
)
"""What a reduction over too many axes makes of the right value: its name among the entries, how it's said, and how many
axes there must be, where 0 is any number."""
APART = 1e-3
"""Which of two numbers one is can be told if they differ by more than this share of the largest entry."""
LINES = (("row", 1), ("column", 0))
ENTRIES = 3
"""How many different whole numbers show that a function was applied to them."""
ENOUGH = 1e-9
"""Ratios and offsets in one line that differ by less than this share are one number."""


def relation_symptoms(expected: Array, actual: Array) -> Iterator[str]:
    """Yield what is true of all entries, if the right ones tell how the wrong ones came about."""
    if not all(array.dtype.kind == "f" and np.isfinite(array).all() for array in (expected, actual)):
        return
    if distinct(expected) < min(2, expected.size):
        return
    # Probabilities of 0 and 1 come from anywhere, and so do whole numbers if there are only one or two.
    plain = agree(np.round(expected), expected) and distinct(np.round(expected)) < ENTRIES
    for name, function in () if plain else FUNCTIONS:
        image = function(expected)
        if np.isfinite(image).all() and agree(image, actual):
            yield f"is {name}"
    yield from order_symptoms(expected, actual)
    if expected.ndim == 2 and min(expected.shape) > 1:
        for line, axis in LINES:
            yield from line_symptoms(expected, actual, line, axis)


def order_symptoms(expected: Array, actual: Array) -> Iterator[str]:
    """Say that only signs are wrong, or only the order."""
    if expected.size < 3:
        return
    if agree(np.abs(expected), np.abs(actual)):
        flipped = np.sign(expected) != np.sign(actual)
        where = block(flipped)
        yield f"is right apart from signs: {where or f'{int(flipped.sum())} of {expected.size} are wrong'}"
    largest = float(np.abs(expected).max())
    if not largest > 0 or distinct(np.round(expected / largest, 6)) < 3:
        return  # two numbers, such as 0 and 1, are often as many by chance
    if expected.ndim > 1 and len(expected) > 1:
        by_rows = [array[np.lexsort(array.reshape(len(array), -1).T)] for array in (expected, actual)]
        if agree(by_rows[0], by_rows[1]):
            yield "has the right rows in another order"
    if agree(np.sort(expected, axis=None), np.sort(actual, axis=None)):
        yield "has the right numbers in another order"


def block(wrong: np.ndarray[Any, Any]) -> str:
    """Return which part of a matrix some entries are, with a verb: the diagonal, one row or one column; or nothing."""
    if wrong.ndim != 2 or min(wrong.shape) < 2:
        return ""
    if wrong.shape[0] == wrong.shape[1] and np.array_equal(wrong, np.eye(len(wrong), dtype=bool)):
        return "the diagonal has the opposite ones"
    for name, lines in (("row", wrong), ("column", wrong.T)):
        full = lines.all(axis=1)
        if full.sum() == 1 and wrong.sum() == lines.shape[1]:
            return f"{name} {int(full.argmax())} has the opposite ones"
    return ""


def line_symptoms(expected: Array, actual: Array, line: str, axis: int) -> Iterator[str]:
    """Say that each row or column has a factor or an offset of its own."""
    if (np.abs(expected).max(axis=axis) > 0).all() and (np.count_nonzero(expected, axis=axis) > 1).all():
        ratios = actual.sum(axis=axis, keepdims=True) / expected.sum(axis=axis, keepdims=True)
        if (
            np.isfinite(ratios).all()
            and (np.abs(ratios - 1) > ENOUGH).all()
            and close(ratios * expected, actual)
        ):
            low, high = number(ratios.min()), number(ratios.max())
            if low != high:  # to all digits that are shown, it would be one factor
                yield f"is off by a factor that depends only on the {line}, from {low} to {high}"
    gaps = (actual - expected).mean(axis=axis, keepdims=True)
    if (np.abs(gaps) > ENOUGH).all() and close(expected + gaps, actual):
        low, high = number(gaps.min()), number(gaps.max())
        if low != high:
            yield f"is off by a number that depends only on the {line}, from {low} to {high}"


def close(one: Array, other: Array) -> bool:
    return bool(np.abs(one - other).max() <= ENOUGH * max(1e-3, float(np.abs(other).max())))


def shift_symptoms(expected: Array, actual: Array) -> Iterator[str]:
    """Say that everything stands one place too far."""
    if expected.size < 4 or distinct(expected) < ENTRIES:
        return  # labels 0 and 1 are shifted, reversed or sorted, who can tell
    words = {(0, 1): "row", (1, 1): "column"} if expected.ndim == 2 else {}
    if expected.ndim > 1 and agree(expected[::-1], actual):
        yield "has its rows in reverse order"
    for step, where in ((1, "too far on"), (-1, "too early")):
        for axis in range(expected.ndim):
            if agree(np.roll(expected, step, axis), actual):
                yield f"has everything one {words.get((axis, 1), 'place')} {where}, and what falls off at the other end"
        if expected.ndim > 1 and agree(np.roll(expected, step), actual):
            yield f"has everything one place {where}, across the ends of the rows"


def is_telling(values: Array) -> bool:
    """Return whether numbers show where they come from; zeros, ones and other constants can come from anywhere."""
    if values.size == 1:
        return not float(2 * abs(values.item())).is_integer()
    return bool((values != values.flat[0]).any()) if values.size else False


def one_number(values: Array) -> bool:
    """Return whether all entries that aren't zero are almost one number: then any other one is a multiple of it."""
    sizes = np.abs(values[values != 0].astype(float))
    return not sizes.size or float(sizes.max() - sizes.min()) <= APART * float(sizes.max())


def in_words(label: str, beside: str) -> str:
    """Return the label of a value for a sentence on another one: without the case, if both are of the same one."""
    case, _, name = label.rpartition(": ")
    return label if not case else name if beside.startswith(f"{case}: ") else f"{name} ({case})"


def which_entry(expected: Array, value: float) -> str:
    """Return which of the right numbers, their sum or their mean one is; empty if that can't be told."""
    flat = expected.astype(float).ravel()
    known = {
        "the sum": flat.sum(),
        "the mean": flat.mean(),
        "the median": median(flat),
        "the first": flat[0],
        "the last": flat[-1],
        "the largest": flat.max(),
        "the smallest": flat.min(),
    }
    room = APART * float(np.abs(flat).max())
    near = [name for name, number in known.items() if abs(number - value) <= room]
    is_one = len(near) == 1 and is_telling(np.asarray(value))
    return near[0] if is_one and agree(np.float64(known[near[0]]), np.float64(value)) else ""
