"""Comparing what was returned with what was expected: what agrees, what differs first, and where."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnprep.checks.compare import (
    DOUBLE,
    EXACT,
    SINGLE,
    Difference,
    Disagreement,
    Tolerance,
    agree,
    clearly_agree,
    differences,
    leaves,
    opaque,
)

FLOATS = arrays.arrays(
    np.float64,
    arrays.array_shapes(max_dims=3, max_side=4),
    elements=st.floats(-1e6, 1e6, allow_nan=False),
)


@settings(max_examples=60)
@given(FLOATS)
def test_value_agrees_with_itself_and_its_list(value: np.ndarray[Any, Any]) -> None:
    """Every array agrees with itself, a copy in another layout and the same numbers as nested lists."""
    assert agree(value, value.copy(order="F"))
    assert agree(value, value.tolist())


@settings(max_examples=60)
@given(FLOATS, st.data())
def test_one_wrong_entry_is_found(value: np.ndarray[Any, Any], data: st.DataObject) -> None:
    """A deviation of a thousandth of the largest entry is reported at its index."""
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
        (np.zeros((0, 3)), np.zeros((0, 3), dtype=int)),
        ([], ()),
        (np.array([1 + 2j, np.nan]), np.array([1 + 2j, np.nan])),
        (np.array([3.0]), np.array([3.0 + 0j])),
        ([1, 2], np.array([1.0, 2.0])),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (3, 3.0 + 1e-13),
        (np.array([np.inf, 1e300]), np.array([np.inf, 1e300 * (1 + 1e-10)])),
        (None, None),
        ("he", "he"),
    ],
)
def test_legitimate_forms_agree(expected: Any, actual: Any) -> None:
    """Lists, NumPy scalars and integral floats are accepted where numbers are expected."""
    assert differences(expected, actual) == ()
    assert agree(expected, actual)


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
        (np.ones(1), [{"a": 1}], Disagreement.STRUCTURE),
        (np.ones(1), np.array([None]), Disagreement.STRUCTURE),
        (None, 0, Disagreement.STRUCTURE),
        ("he", None, Disagreement.STRUCTURE),
        ("1", 1, Disagreement.STRUCTURE),
        ([1.0, 2.0], np.array([1.0, 2.0, 3.0]), Disagreement.STRUCTURE),
        ([1.0], np.array(1.0), Disagreement.STRUCTURE),
        ([[1.0], [2.0]], np.array([[1.0], [2.0]]), Disagreement.STRUCTURE),
        ([{"a": 1.0}], np.array([1.0]), Disagreement.STRUCTURE),
        ({"a": 1}, {"a": 1, "b": 2}, Disagreement.STRUCTURE),
        ({"a": 1}, [1], Disagreement.STRUCTURE),
        (np.zeros((0, 3)), np.zeros((0, 2)), Disagreement.SHAPE),
        ((1.0, 2.0), (1.0,), Disagreement.STRUCTURE),
        ((1.0, 2.0), 1.0, Disagreement.STRUCTURE),
        ({"a": 1}, {"b": 1}, Disagreement.STRUCTURE),
        ("he", "xavier", Disagreement.STRUCTURE),
        (np.ones(3), np.array([1, np.nan, 1]), Disagreement.FINITENESS),
        (np.array([np.inf]), np.array([-np.inf]), Disagreement.FINITENESS),
        (np.array([np.nan]), np.array([0.0]), Disagreement.FINITENESS),
        (np.array([np.nan]), np.array([np.inf]), Disagreement.FINITENESS),
        (np.array([np.inf]), np.array([1e308]), Disagreement.FINITENESS),
        (np.array([1 + 1j]), np.array([complex(1, np.inf)]), Disagreement.FINITENESS),
        (1.0, np.nan, Disagreement.FINITENESS),
        (3, 4, Disagreement.VALUE),
        (2**62, 2**62 + 1, Disagreement.VALUE),
        (False, True, Disagreement.VALUE),
        (np.array([1 + 1j]), np.array([1 + 2j]), Disagreement.VALUE),
        (np.array([1.0]), np.array([1 + 1j]), Disagreement.VALUE),
        (np.array([1 + 1j]), np.array([1.0]), Disagreement.VALUE),
        (np.int32(3), 3.0 + 2e-7, Disagreement.VALUE),
        (np.array([np.inf, 1.0]), np.array([np.inf, 1.1]), Disagreement.VALUE),
        (np.array([1.0, 2.0]), np.array([1.0, 2.0 + 1e-7]), Disagreement.VALUE),
    ],
)
def test_first_disagreement(expected: Any, actual: Any, kind: Disagreement) -> None:
    """Structure is compared before shape, shape before finiteness, finiteness before values."""
    assert [difference.kind for difference in differences(expected, actual)] == [kind]
    assert not agree(expected, actual)


@pytest.mark.parametrize(
    ("expected", "actual", "tolerance", "same"),
    [
        (1.0, 1.5, Tolerance(rtol=0, atol=0.5), True),
        (1.0, 1.75, Tolerance(rtol=0, atol=0.5), False),
        (0.125, 0.625, Tolerance(rtol=0, atol=0.5), True),
        (2.0, 3.0, Tolerance(rtol=0.5, atol=0), True),
        (-2.0, -1.0, Tolerance(rtol=0.5, atol=0), True),
        (2.0, 3.25, Tolerance(rtol=0.5, atol=0), False),
        (np.array([-4.0, 0.0]), np.array([-4.0, 2.0]), Tolerance(rtol=0, atol=0.5), True),
        (np.array([-4.0, 0.0]), np.array([-4.0, 2.25]), Tolerance(rtol=0, atol=0.5), False),
        (np.array([4.0, 1.0]), np.array([4.0, 2.0]), Tolerance(rtol=0.5, atol=0), False),
        (np.array([4.0, 1.0]), np.array([5.0, 0.5]), Tolerance(rtol=0.5, atol=0), True),
        (2.0, 3.5, Tolerance(rtol=0.5, atol=0.25), True),
        (2.0, 3.75, Tolerance(rtol=0.5, atol=0.25), False),
        (np.array([np.inf, 1.0]), np.array([np.inf, 1.5]), Tolerance(rtol=0, atol=0.5), True),
        (1, 2, Tolerance(rtol=1, atol=1), False),
    ],
)
def test_tolerance(expected: Any, actual: Any, tolerance: Tolerance, *, same: bool) -> None:
    """A gap may be atol·max(1, max|e|) + rtol·|e| and no more, in either direction; integers must be equal."""
    assert agree(expected, actual, tolerance) == same


@pytest.mark.parametrize(
    ("expected", "actual", "limit"),
    [
        (np.ones(2), np.full(2, 1.5), DOUBLE),
        (np.ones(2), np.full(2, 1.5, dtype=np.float32), DOUBLE),
        (np.ones(2, dtype=np.float32), np.full(2, 1.5), SINGLE),
        (np.ones(2, dtype=np.float16), np.full(2, 1.5), SINGLE),
        (np.ones(2, dtype=np.int32), np.full(2, 1.5), DOUBLE),
        (np.ones(2, dtype=np.complex64), np.full(2, 1.5), DOUBLE),
        (np.ones(2, dtype=np.int32), np.full(2, 2), EXACT),
        (np.ones(2, dtype=bool), np.zeros(2, dtype=np.uint8), EXACT),
        (1.0, np.nan, DOUBLE),
    ],
)
def test_tolerance_follows_the_expected_dtype(expected: Any, actual: Any, limit: Tolerance) -> None:
    """float32 and shorter may differ more than float64, integers not at all; the difference says which applies."""
    (difference,) = differences(expected, actual)

    assert difference.tolerance == limit


def test_order_of_disagreements() -> None:
    """The disagreements are listed in the order in which they are looked for."""
    assert [each.value for each in Disagreement] == ["structure", "shape", "finiteness", "value"]


def test_precision_of_each_dtype() -> None:
    """float32 results may differ by 2e-6, float64 results may not; a check can widen both."""
    expected = np.array([1.0, 2.0])
    near = expected * (1 + 2e-6)

    assert not agree(expected, near)
    assert agree(expected, expected * (1 + 5e-10))
    assert not agree(expected, expected * (1 + 2e-9))
    assert agree(expected.astype(np.float32), near)
    assert not agree(expected.astype(np.float32), expected * (1 + 2e-5))
    assert agree(expected, near, Tolerance(rtol=1e-5, atol=0))
    assert agree(0.0, 9e-13)
    assert not agree(0.0, 2e-12)
    assert agree(np.float32(0), 9e-7)
    assert not agree(np.float32(0), 2e-6)


@pytest.mark.parametrize(
    ("expected", "actual", "tolerance", "place"),
    [
        # The gap that exceeds its own tolerance most: neither the largest gap nor the largest relative one.
        ([1000.0, 1.0, 1.0], [1011.0, 3.0, 1.5], Tolerance(rtol=0.01, atol=0), (1,)),
        ([1000.0, 1.0, 0.001], [1005.0, 2.0, 0.5], Tolerance(rtol=0.001, atol=0), (0,)),
        ([[1.0, 2.0], [3.0, 4.0]], [[1.5, 2.0], [1.0, 4.0]], None, (1, 0)),
        ([[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.0], [3.0, 9.0]], None, (1, 1)),
        ([1.0, -5.0], [0.5, 5.0], None, (1,)),
        ([1.0, 2.0], [9.0, 10.0], None, (0,)),
        ([1.0, np.nan, np.inf, 2.0], [1.5, np.nan, np.inf, 7.0], None, (3,)),
        ([9.0, np.nan, 1.0, np.inf], [1.0, np.nan, np.nan, 1.0], None, (2,)),
        ([5, 1, 2], [6, 9, 2], None, (1,)),
        ([2**62, 1], [2**62 + 1, 1], None, (0,)),
        ([2**62, 1], [2**62 + 1, 3], None, (1,)),
    ],
)
def test_worst_place(expected: Any, actual: Any, tolerance: Tolerance | None, place: tuple[int, ...]) -> None:
    """A difference names the entry that exceeds the tolerance most, or the first one that isn't finite alike."""
    wanted, returned = np.array(expected), np.array(actual)
    (difference,) = differences(wanted, returned, tolerance)

    assert difference.place == place
    assert difference.expected_there == wanted[place]
    assert difference.actual_there == returned[place] or np.isnan(returned[place])
    assert all(type(index) is int for index in difference.place)


def test_absolute_tolerance_grows_with_the_largest_entry() -> None:
    """A rounding error as large entries cause it is accepted in a small one beside them."""
    expected = np.array([1e6, 0.0])

    assert agree(expected, expected + np.array([0.0, 1e-7]))
    assert not agree(expected / 1e6, expected / 1e6 + np.array([0.0, 1e-7]))


@pytest.mark.parametrize(
    ("expected", "names", "labels"),
    [
        (1.0, (), [""]),
        ((1.0, 1.0), (), ["item 1", "item 2"]),
        ((1.0, 1.0), ("dW", "db"), ["dW", "db"]),
        ((1.0, 1.0), ("dW",), ["item 1", "item 2"]),
        (([1.0, 1.0], 1.0), ("gW", "b"), ["gW[0]", "gW[1]", "b"]),
        ({"W": [1.0, 1.0], "b": 1.0}, (), ["W[0]", "W[1]", "b"]),
        ({"W": {"in": 1.0}, 2: 1.0}, (), ["W.in", "2"]),
        ([{"a": 1.0}, [[1.0]]], (), ["item 1: a", "item 2[0][0]"]),
    ],
)
def test_labels(expected: Any, names: tuple[str, ...], labels: list[str]) -> None:
    """Items carry the names that they have, their keys or their places, whether or not they differ."""
    assert [leaf.label for leaf in leaves(expected, expected, None, names)] == labels


def test_differences_keep_the_order_of_what_was_expected() -> None:
    """Only what differs is reported, in the expected order, with both values."""
    expected = {"b": np.zeros(2), "a": "he", "c": 1.0}
    actual = {"a": "xavier", "c": 1.0, "b": np.zeros(3)}

    first, second = differences(expected, actual)

    assert (first.label, first.kind) == ("b", Disagreement.SHAPE)
    assert first.expected is expected["b"]
    assert first.actual is actual["b"]
    assert (first.place, first.tolerance) == ((), None)
    assert second == Difference("a", Disagreement.STRUCTURE, "he", "xavier")


def test_numbers_without_a_place() -> None:
    """A scalar has no index: its own value stands for the number there, and so does whatever isn't an array."""
    (scalar,) = differences(2.0, 3.0)
    (missing,) = differences(np.ones(2), None)

    assert (scalar.place, scalar.expected_there, scalar.actual_there) == ((), 2.0, 3.0)
    assert missing.actual_there is None
    assert missing.expected_there is missing.expected


def test_leaves_that_agree_are_listed_too() -> None:
    """A report can say which values are right: every leaf comes with both values, and the differing ones say how."""
    right, wrong = leaves({"a": 1.0, "b": 2.0}, {"a": 1.0, "b": 3.0})

    assert (right.expected, right.actual, right.difference) == (1.0, 1.0, None)
    assert (wrong.expected, wrong.actual) == (2.0, 3.0)
    assert wrong.difference is not None


def test_a_named_list_of_floats_is_one_value() -> None:
    """Thirty losses are one line of a report: compared as an array, with the worst place."""
    expected = {"losses": [1.0, 0.5, 0.25, 0.1], "pair": [3.0, 2.0]}
    actual = {"losses": [1.0, 0.5, 0.3, 0.1], "pair": (3.0, 2.0)}
    (difference,) = differences(expected, actual)

    assert [leaf.label for leaf in leaves(expected, actual)] == ["losses", "pair[0]", "pair[1]"]
    assert (difference.label, difference.place) == ("losses", (2,))
    assert (difference.expected_there, difference.actual_there) == (0.25, 0.3)


def test_opaque_values() -> None:
    """The form of an opaque value is free: only its absence is a difference, and the others are compared."""
    cache = opaque({"X": np.ones(2)})

    assert agree((1.0, cache), (1.0, opaque((np.zeros(3), "anything"))))
    assert agree(opaque(None), opaque(None))
    assert not agree((1.0, cache), (2.0, cache))
    (missing,) = differences((1.0, cache), (1.0, opaque(None)), names=("out", "cache"))
    assert (missing.label, missing.kind, missing.actual) == ("cache", Disagreement.STRUCTURE, None)
    (unexpected,) = differences(opaque(None), opaque(1))
    assert unexpected.actual == 1
    (unmarked,) = differences(cache, 1.0)
    assert (unmarked.expected, unmarked.actual) == (cache.value, 1.0)


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
    """What a property asks for may come from the submission too, and so be anything; comparing never raises."""
    assert agree(expected, actual) == same


def test_a_long_text_is_not_multiplied() -> None:
    """A long text in a list costs its own size, not its size for every entry of the list."""
    texts = ["x" * 900_000] + [""] * 40_000
    tracemalloc.start()

    (difference,) = differences(np.ones(3), texts)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert difference.kind is Disagreement.STRUCTURE
    assert most < 1 << 20


def test_column_instead_of_a_list_of_numbers() -> None:
    """A column has the right number of items, but each of them has a wrong shape."""
    found = differences([1.0, 2.0], np.ones((2, 1)))

    assert [difference.kind for difference in found] == [Disagreement.SHAPE] * 2


def test_an_array_stands_for_a_list_of_numbers_only() -> None:
    """An array can replace a list of numbers, but its rows can't replace a list of arrays."""
    assert agree([1.0, 2.0], np.array([1.0, 2.0]))
    assert not agree([np.ones(2), np.ones(2)], np.ones((2, 2)))


CLOSE = (0.0, 1e-16, 5e-13, 1e-12, 3e-12, 1e-9, 2e-9, 1e-6)
SPECIAL = (0.0, -0.0, 1.0, 1e300, -1e300, np.nan, np.inf, -np.inf)


@pytest.mark.filterwarnings("ignore:overflow")
@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(SPECIAL) | st.floats(-3, 3), min_size=1, max_size=5),
    st.sampled_from(CLOSE),
    st.sampled_from((None, Tolerance(rtol=0, atol=1e-6), Tolerance(rtol=1e-6, atol=0), EXACT)),
    st.data(),
)
def test_agree_is_differences_without_reasons(
    numbers: list[float], gap: float, tolerance: Tolerance | None, data: st.DataObject
) -> None:
    """Whether values agree doesn't depend on the shorter way: scalars, arrays, dicts and labeled lists of floats."""
    others = [x + gap * data.draw(st.sampled_from((-1, 0, 1))) for x in numbers]
    others[0] = data.draw(st.sampled_from((others[0], *SPECIAL)))
    expected, actual = np.array(numbers), np.array(others)
    pairs = [
        (numbers[0], others[0]),
        (expected[0], others[0]),
        (expected, actual),
        (expected, actual.astype(np.float32)),
        (numbers, others),
        ({"": numbers}, {"": others}),
        ({"losses": numbers, "W": [expected]}, {"losses": others, "W": (actual,)}),
    ]
    for one, other in pairs:
        assert agree(one, other, tolerance) == (not differences(one, other, tolerance))


@pytest.mark.parametrize(
    ("numbers", "others", "told"),
    [
        ([1.0, np.inf], [1.0, 2.0], False),
        ([1.0, 2.0], [1.0, np.nan], False),
        ([1.0, np.nan], [1.0, np.nan], None),
        ([1e308, 1.0], [-1e308, 1.0], None),
    ],
)
def test_entries_of_which_one_is_not_finite_tell_arrays_apart(
    numbers: list[float], others: list[float], told: bool | None
) -> None:
    """Where an entry is infinite or nan in one of two arrays only, nothing else of them is looked at."""
    with np.errstate(all="ignore"):
        assert clearly_agree(np.array(numbers), np.array(others), Tolerance(1e-9, 1e-12)) is told
        assert agree(np.array(numbers), np.array(others)) == (
            not differences(np.array(numbers), np.array(others))
        )
