"""Short descriptions of values, whatever a submission returned."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnprep.grading.feedback.values import (
    LONGEST,
    described,
    distinct,
    median,
    number,
    one_line,
    safe,
    shape_of,
)


class Odd:
    """An object that must not be asked anything."""

    @property
    def shape(self) -> tuple[int, ...]:
        raise AssertionError

    def __float__(self) -> float:
        raise TypeError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "True"),
        (np.False_, "False"),
        (7, "7"),
        (-(10**11), "-100000000000"),
        (10**12, "1000000000000"),
        (10**21, "1e+21"),
        (-(10**299), "-1e+299"),
        (10**300, "huge"),
        (0.1234567, "0.123457"),
        (-0.0, "0"),
        (np.float32(2.5), "2.5"),
        (1 + 2j, "1+2j"),
        (np.complex128(1j), "0+1j"),
        (np.complex64(1 + 2j), "1+2j"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        ("text", "'text'"),
        (None, "None"),
    ],
)
def test_number(value: Any, text: str) -> None:
    """Numbers have six significant digits and no minus zero; anything else is described."""
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        ("a\x1bb", "'a\N{REPLACEMENT CHARACTER}b'"),
        (3, "3"),
        (2.5, "2.5"),
        (1j, "0+1j"),
        ({}, "an empty dict"),
        ({"W": 1, "b": 2, 3: 4, "c": 5, "d": 6}, "a dict with 5 keys (W, b, 3, c, …)"),
        ([1, 2], "a list of 2"),
        ((), "a tuple of 0"),
        (np.zeros((5, 1)), "an array of shape (5, 1)"),
        (np.array(2.0), "the number 2"),
        (np.float64(2.0), "2"),
        (np.int64(3), "the number 3"),
        (b"x", "a bytes"),
    ],
)
def test_described(value: Any, text: str) -> None:
    """Short values are shown; long ones by their type, with a shape or length."""
    assert described(value) == text


def test_long_text_is_cut() -> None:
    """A text is cut to its limit, with an ellipsis, and control characters are replaced."""
    assert safe("x" * LONGEST) == "x" * LONGEST
    assert safe("x" * (LONGEST + 1)) == "x" * (LONGEST - 1) + "…"
    assert safe("a\tb\nc\x07") == "a   b\nc\N{REPLACEMENT CHARACTER}"
    assert described("y" * 61) == repr("y" * 59 + "…")


def test_long_names_are_cut() -> None:
    """A long key of a dict is cut to 20 characters, and a long name of a class to 40."""
    odd = type("Class" * 20, (), {})()

    assert described({"k" * 21: 1, "m" * 20: 2}) == f"a dict with the keys {'k' * 19}…, {'m' * 20}"
    assert described(odd) == f"a {('Class' * 20)[:39]}…"


def test_one_line() -> None:
    """Line breaks and runs of spaces become one space."""
    assert one_line(" a\n\n b\t c ") == "a b c"
    assert one_line("x" * 61) == "x" * 59 + "…"
    assert one_line("abc", 2) == "a…"


@pytest.mark.parametrize(
    ("value", "text"), [(np.zeros((5, 1)), "(5, 1)"), (np.zeros(3), "(3,)"), (1.0, "()")]
)
def test_shape(value: Any, text: str) -> None:
    """A shape looks as it does in Python."""
    assert shape_of(value) == text


@pytest.mark.parametrize(
    "values",
    [
        [],
        [3.0],
        [1.0, 2.0, 1.0],
        [[4, 4], [4, 5]],
        [np.nan, 1.0, np.nan, np.inf],
        [0.0, -0.0],
    ],
)
def test_distinct_and_median(values: list[Any]) -> None:
    """They are what NumPy says, which takes longer the first time."""
    array = np.array(values)

    assert distinct(array) == np.unique(array).size
    if array.size and not np.isnan(array).any():
        assert median(array) == np.median(array)
