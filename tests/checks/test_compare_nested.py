"""Comparing values inside lists and dicts: their labels, their tolerance, and what a difference says about them."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest

from nnprep.checks.compare import (
    Difference,
    Disagreement,
    Leaf,
    Tolerance,
    agree,
    differences,
    leaves,
    opaque,
)

HALF = Tolerance(rtol=0, atol=0.5)


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ((1.0, 1.0), (1.0, 1.5)),
        ({"W": 1.0}, {"W": 1.5}),
        ({"grads": [{"W": np.ones(2)}]}, {"grads": [{"W": np.full(2, 1.5)}]}),
    ],
    ids=["tuple", "dict", "deep"],
)
def test_a_tolerance_holds_at_every_depth(expected: Any, actual: Any) -> None:
    """A check's tolerance applies to values inside tuples, lists and dicts, not only to a value by itself."""
    assert agree(expected, actual, HALF)
    assert not agree(expected, actual)
    assert not agree(expected, actual, Tolerance(rtol=0, atol=0.25))


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ({"W": 1.0}, {"b": 1.0}),
        ({"W": 1.0}, 1.0),
        ((1.0, 2.0), (1.0,)),
        ((1.0, 2.0), 1.0),
        ("he", "xavier"),
        (1.0, "one"),
        (1.0, None),
    ],
)
def test_a_structural_difference_has_its_label_and_both_values(expected: Any, actual: Any) -> None:
    """A nested value of another structure is one leaf, labeled by its place, with both values whole."""
    difference = Difference("out.cache", Disagreement.STRUCTURE, expected, actual)

    (leaf,) = leaves({"cache": expected}, {"cache": actual}, label="out")

    assert leaf == Leaf("out.cache", expected, actual, difference)


def test_the_leaf_of_an_opaque_value_has_what_is_inside() -> None:
    """The leaf of an opaque value is labeled and holds the values themselves, so that a report can describe them."""
    assert [Leaf("item 1", 1, 2, None)] == list(leaves([opaque(1)], [opaque(2)]))
    (unmarked,) = leaves([opaque(1)], [2])
    assert (unmarked.label, unmarked.expected, unmarked.actual) == ("item 1", 1, 2)


def test_a_different_value_or_shape_has_its_label() -> None:
    """A wrong number and a wrong shape inside a dict are labeled by their keys."""
    expected = {"W": np.ones(2), "b": np.ones(3)}
    actual = {"W": np.zeros(2), "b": np.ones(4)}

    assert [("W", Disagreement.VALUE), ("b", Disagreement.SHAPE)] == [
        (difference.label, difference.kind) for difference in differences(expected, actual)
    ]


def test_a_long_text_in_a_nested_list_is_not_multiplied() -> None:
    """A long text inside nested lists costs its own size too, not its size for every entry."""
    texts = [["x" * 900_000] + [""] * 40_000]
    tracemalloc.start()

    assert not agree(np.ones(3), texts)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1 << 20


def test_integers_have_no_tolerance() -> None:
    """A difference between integers says that no deviation is allowed, neither relative nor absolute."""
    (difference,) = differences(np.array([1, 2]), np.array([1, 3]))

    assert difference.tolerance == (0.0, 0.0)
