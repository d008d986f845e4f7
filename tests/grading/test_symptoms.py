"""What is measured about a wrong value, in words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnprep.checks.compare import differences
from nnprep.grading.feedback.symptoms import NOWHERE, Surroundings, symptom

RNG = np.random.default_rng(0)
GRADIENT = RNG.standard_normal((4, 3))
SQUARE = RNG.standard_normal((3, 3))
BIAS = RNG.standard_normal((1, 3))
SIZES = Surroundings(sizes={"batch size": 5, "classes": 7})


def told(expected: Any, actual: Any, around: Surroundings = NOWHERE) -> str:
    (difference,) = differences(expected, actual)
    return symptom(difference, around)


@pytest.mark.parametrize(
    ("expected", "actual", "around", "phrase"),
    [
        (GRADIENT, 5 * GRADIENT, SIZES, "is exactly 5 times what it should be, and 5 is the batch size"),
        (
            GRADIENT,
            GRADIENT / 5,
            SIZES,
            "is exactly 1/5 times what it should be, and that is 1 over the batch size",
        ),
        (
            GRADIENT,
            -5 * GRADIENT,
            SIZES,
            "is exactly -5 times what it should be, and -5 is minus the batch size",
        ),
        (GRADIENT, GRADIENT / 25, SIZES, "that is 1 over the square of the batch size"),
        (GRADIENT, 7 * GRADIENT, SIZES, "7 is the number of classes"),
        (GRADIENT, -GRADIENT, NOWHERE, "has the sign reversed"),
        (GRADIENT, 2 * GRADIENT, NOWHERE, "is exactly 2 times what it should be"),
        (
            GRADIENT,
            GRADIENT / 2,
            Surroundings(sizes={"batch size": 4}),
            "is exactly 1/2 times what it should be",
        ),
        (GRADIENT, GRADIENT / np.log(2), NOWHERE, "that is 1/ln 2: a logarithm to base 2"),
        (GRADIENT, 0.8123 * GRADIENT, NOWHERE, "is 0.8123 times what it should be, everywhere"),
        (GRADIENT, 0 * GRADIENT, NOWHERE, "is zero everywhere"),
        (GRADIENT, GRADIENT.T, NOWHERE, "has the right numbers, transposed: shape (3, 4), should be (4, 3)"),
        (SQUARE, SQUARE.T, NOWHERE, "is the transpose of what it should be"),
        (BIAS, BIAS.ravel(), NOWHERE, "has the right numbers in shape (3,), should be (1, 3)"),
        (GRADIENT, np.ones((5, 5)), SIZES, "is broadcast to (m, m) from (m, 1) and (m,)"),
        (GRADIENT, GRADIENT + 0.25, NOWHERE, "is off by 0.25 everywhere"),
        (
            GRADIENT,
            GRADIENT - BIAS,
            Surroundings(arguments={"b1": BIAS}),
            "is too small by exactly b1: b1 was not added",
        ),
        (
            GRADIENT,
            GRADIENT + BIAS,
            Surroundings(arguments={"b1": BIAS}),
            "is too large by exactly b1: b1 was added once too often",
        ),
        (GRADIENT, SQUARE[:1], Surroundings(siblings={"dW2": SQUARE[:1]}), "holds what should be dW2"),
        (
            SQUARE,
            SQUARE + 1.5 * GRADIENT[:3],
            Surroundings(earlier=(SQUARE + 1.5 * GRADIENT[:3],)),
            "previous call",
        ),
        (SQUARE, GRADIENT[:3], Surroundings(arguments={"X": GRADIENT[:3]}), "is the argument X, unchanged"),
        (
            GRADIENT,
            GRADIENT.astype(np.float32).astype(float),
            NOWHERE,
            "only 6 digits, and every entry is a float32",
        ),
        (GRADIENT, np.full((4, 3), np.nan), NOWHERE, "is nan in 12 of 12 entries"),
        (GRADIENT, np.where(GRADIENT > 0, np.inf, GRADIENT), NOWHERE, "is infinite in "),
        (GRADIENT, None, NOWHERE, "is None: does every path through the function return a value?"),
        ((1.0, 2.0), (1.0, 2.0, 3.0), NOWHERE, "has 3 values, should have 2"),
        (GRADIENT, "text", NOWHERE, "is 'text', should be an array of shape (4, 3)"),
        (2.0, 3.5, NOWHERE, "is 3.5, should be 2"),
    ],
)
def test_symptom_names_what_was_measured(
    expected: Any, actual: Any, around: Surroundings, phrase: str
) -> None:
    """Each signature of a common mistake is told in its own words."""
    assert phrase in told(expected, actual, around)


def test_unexplained_value_shows_both_numbers_and_the_place() -> None:
    """Where nothing holds for all entries, the worst one is shown with what it should be."""
    wrong = GRADIENT.copy()
    wrong[2, 1] += 0.5

    assert told(GRADIENT, wrong) == f"is {wrong[2, 1]:.6g} at [2, 1], should be {GRADIENT[2, 1]:.6g}"


def test_single_number_gets_no_accidental_ratio() -> None:
    """Any two numbers have a ratio; it is told only where it is a size of the case."""
    assert told(np.array([[0.3]]), np.array([[0.45]]), SIZES) == "is 0.45 at [0, 0], should be 0.3"
    assert "batch size" in told(np.array([[0.3]]), np.array([[1.5]]), SIZES)


def test_infinities_are_told_without_a_warning() -> None:
    """Values that overflow while they are compared raise no warning of NumPy's own."""
    wild = np.where(GRADIENT > 0, 1e308, GRADIENT)

    assert told(GRADIENT, wild)
    assert told(np.array([np.nan, 1.0]), np.array([np.nan, 2.0]))


def test_a_ratio_beyond_all_numbers_is_none() -> None:
    """Numbers that are so large that their ratio overflows have none."""
    assert told(np.full((1, 2), 0.1), np.full((1, 2), 1e308)) == "is off by 1e+308 everywhere"


def test_complex_numbers_are_told() -> None:
    """A complex number where a real one belongs is told with both its parts, without a warning."""
    assert told(np.ones(2), np.array([1.0, 2.0 + 1.0j])) == "is 2+1j at [1], should be 1"
    assert told(np.float64(1.0), 1j) == "is 0+1j, should be 1"
