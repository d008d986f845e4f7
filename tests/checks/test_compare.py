"""Comparing what was returned with what was expected."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnprep.checks.compare import Disagreement, Tolerance, agree, differences

FLOATS = arrays.arrays(
    np.float64,
    arrays.array_shapes(max_dims=3, max_side=4),
    elements=st.floats(-1e6, 1e6, allow_nan=False),
)


@settings(max_examples=60, deadline=None)
@given(FLOATS)
def test_value_agrees_with_itself_and_its_list(value: np.ndarray[Any, Any]) -> None:
    """Every array agrees with itself, a copy in another layout and the same numbers as nested lists."""
    assert agree(value, value.copy(order="F"))
    assert agree(value, value.tolist())


@settings(max_examples=60, deadline=None)
@given(FLOATS, st.data())
def test_one_wrong_entry_is_found(value: np.ndarray[Any, Any], data: st.DataObject) -> None:
    """A deviation of a thousandth of the largest entry is found, at its index."""
    place = data.draw(st.integers(0, value.size - 1))
    wrong = value.copy()
    wrong.flat[place] += 1e-3 * max(1.0, float(np.abs(value).max()))

    (difference,) = differences(value, wrong)

    assert difference.kind is Disagreement.VALUE
    assert np.ravel_multi_index(difference.place, value.shape) == place


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (2.5, np.float64(2.5)),
        (2.5, np.array(2.5)),
        (3, np.int64(3)),
        (3, 3.0),
        (True, np.True_),
        (np.array([1.0, 2.0]), [1, 2]),
        (np.array([1, 0]), np.array([True, False])),
        ((1.0, 2.0), [1.0, 2.0]),
        ([np.ones(2), np.zeros(3)], (np.ones(2), np.zeros(3))),
        ({"a": 1.0}, {"a": 1}),
        (np.array([np.nan, np.inf, -np.inf]), np.array([np.nan, np.inf, -np.inf])),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (None, None),
        ("he", "he"),
    ],
)
def test_legitimate_forms_agree(expected: Any, actual: Any) -> None:
    """Lists, NumPy scalars and integral floats are accepted where numbers are expected."""
    assert differences(expected, actual) == ()


@pytest.mark.parametrize(
    ("expected", "actual", "kind"),
    [
        (np.ones((1, 3)), np.ones(3), Disagreement.SHAPE),
        (np.ones((5, 1)), np.ones((5, 5)), Disagreement.SHAPE),
        (1.0, np.ones((1, 1)), Disagreement.SHAPE),
        (np.ones(3), None, Disagreement.STRUCTURE),
        (np.ones(3), "three", Disagreement.STRUCTURE),
        (np.ones(3), {"a": 1}, Disagreement.STRUCTURE),
        (np.ones(3), [1, [2, 3]], Disagreement.STRUCTURE),
        ((1.0, 2.0), (1.0,), Disagreement.STRUCTURE),
        ((1.0, 2.0), 1.0, Disagreement.STRUCTURE),
        ({"a": 1}, {"b": 1}, Disagreement.STRUCTURE),
        ("he", "xavier", Disagreement.STRUCTURE),
        (np.ones(3), np.array([1, np.nan, 1]), Disagreement.FINITENESS),
        (np.array([np.inf]), np.array([-np.inf]), Disagreement.FINITENESS),
        (np.array([np.nan]), np.array([0.0]), Disagreement.FINITENESS),
        (3, 4, Disagreement.VALUE),
        (2**62, 2**62 + 1, Disagreement.VALUE),
        (False, True, Disagreement.VALUE),
        (np.array([1.0, 2.0]), np.array([1.0, 2.0 + 1e-7]), Disagreement.VALUE),
    ],
)
def test_differences_are_told_in_order(expected: Any, actual: Any, kind: Disagreement) -> None:
    """Structure comes before shape, shape before finiteness, finiteness before values."""
    assert [difference.kind for difference in differences(expected, actual)] == [kind]


def test_tolerance_follows_the_expected_dtype() -> None:
    """float32 results may differ by 1e-6, float64 results may not; a check can widen both."""
    expected = np.array([1.0, 2.0])
    near = expected * (1 + 2e-6)

    assert not agree(expected, near)
    assert agree(expected.astype(np.float32), near)
    assert agree(expected, near, Tolerance(rtol=1e-5, atol=0))


def test_absolute_tolerance_grows_with_the_largest_entry() -> None:
    """A rounding error beside large entries is not held against a small one."""
    expected = np.array([1e6, 0.0])

    assert agree(expected, expected + np.array([0.0, 1e-7]))
    assert not agree(expected / 1e6, expected / 1e6 + np.array([0.0, 1e-7]))


def test_items_are_named() -> None:
    """Items of a returned tuple carry the names that the exercise gives them."""
    found = differences((np.ones(2), np.zeros(2)), (np.ones(2), np.ones(2)), names=("dW", "db"))

    assert [difference.label for difference in found] == ["db"]


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        (10**400, 10**400, True),
        (10**400, 10**400 + 1, False),
        (object(), 1.0, False),
        (1.0, object(), False),
        (b"x", 1.0, False),
        (np.ones(2), ["a", "b"], False),
        (np.ones((1, 2)), [["a", 1.0]], False),
        (np.ones(2), [10**400, 1.0], False),
    ],
    ids=[
        "huge",
        "huge-plus-1",
        "wants-an-object",
        "object",
        "wants-bytes",
        "texts",
        "nested-texts",
        "huge-in-a-list",
    ],
)
def test_any_two_values_can_be_compared(expected: Any, actual: Any, *, same: bool) -> None:
    """What a property wants may come from the submission too, and so be anything; nothing is an error."""
    assert agree(expected, actual) == same


def test_a_long_text_is_not_multiplied() -> None:
    """A long text in a list beside short ones costs what was sent, not that for every entry."""
    texts = ["x" * 900_000] + [""] * 40_000
    tracemalloc.start()

    (difference,) = differences(np.ones(3), texts)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert difference.kind is Disagreement.STRUCTURE
    assert most < 1 << 20


def test_an_array_stands_for_a_list_of_numbers_only() -> None:
    """The rows of an array are no arrays of their own where several are expected."""
    assert agree([1.0, 2.0], np.array([1.0, 2.0]))
    assert not agree([np.ones(2), np.ones(2)], np.ones((2, 2)))
