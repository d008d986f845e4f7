"""What is measured about a wrong value, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnprep.checks.compare import differences
from nnprep.grading.feedback.symptoms import NOWHERE, Surroundings, constant_ratio, symptom

RNG = np.random.default_rng(0)
GRADIENT = RNG.standard_normal((4, 3))
RISEN = GRADIENT[GRADIENT > 0.5]
SQUARE = RNG.standard_normal((3, 3))
BIAS = RNG.standard_normal((1, 3))
TABLES = np.linspace(0.3, 2.6, 24).reshape(2, 3, 4) ** 2
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
        (GRADIENT, GRADIENT / np.log(2), NOWHERE, "that's 1/ln 2: a logarithm to base 2"),
        (GRADIENT, 0.8123 * GRADIENT, NOWHERE, "is 0.8123 times what it should be, everywhere"),
        (GRADIENT, 0 * GRADIENT, NOWHERE, "is zero everywhere"),
        (GRADIENT, GRADIENT.T, NOWHERE, "has the right numbers, transposed: shape (3, 4), should be (4, 3)"),
        (
            TABLES,
            np.moveaxis(TABLES, 0, -1),
            NOWHERE,
            "has the right numbers, its axes in another order: shape (3, 4, 2), should be (2, 3, 4)",
        ),
        (SQUARE, SQUARE.T, NOWHERE, "is the transpose of what it should be"),
        (
            BIAS,
            BIAS.ravel(),
            NOWHERE,
            "has the right numbers in shape (3,), should be (1, 3): an axis of length 1 is missing",
        ),
        (SQUARE, SQUARE[None], NOWHERE, "shape (1, 3, 3), should be (3, 3): an axis of length 1 was added"),
        (GRADIENT, GRADIENT[:3], NOWHERE, "has only the first 3 of 4 rows: shape (3, 3), should be (4, 3)"),
        (
            GRADIENT,
            np.vstack([GRADIENT[:2], 0 * GRADIENT[2:]]),
            NOWHERE,
            "; rows 2 to 3 are 0, the others are right",
        ),
        (
            GRADIENT,
            np.where(GRADIENT > 0.5, np.nan, GRADIENT),
            Surroundings(arguments={"z": np.where(GRADIENT > 0.5, 800 + GRADIENT - RISEN.min(), -1.0)}),
            ", where z is 800 or more",
        ),
        (
            GRADIENT[:, :1] - GRADIENT[:, 1:2],
            GRADIENT[:, :1] - GRADIENT[:, 1],
            NOWHERE,
            "has the right numbers on its diagonal, as where (m, 1) is broadcast against (m,): shape (4, 4), "
            "should be (4, 1)",
        ),
        (
            GRADIENT[:, :1],
            np.diagflat(GRADIENT[:, :1]),
            NOWHERE,
            "has the right numbers on its diagonal, and 0 elsewhere: shape (4, 4), should be (4, 1)",
        ),
        (
            np.array([[0.3], [1.0]]),
            np.array([[0.3, 1.0], [1.0, 1.0]]),
            NOWHERE,
            "has one column more than it should: the first is right, the last is 1: shape (2, 2), should be (2, 1)",
        ),
        (
            GRADIENT,
            np.vstack([BIAS, GRADIENT]),
            NOWHERE,
            "has one row more than it should: the last 4 are right: shape (5, 3), should be (4, 3)",
        ),
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
            "a millionth of its largest entry, and every entry is a float32",
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
    """Each signature of a common mistake has a phrase of its own."""
    assert phrase in told(expected, actual, around)


def test_unexplained_value_shows_both_numbers_and_the_place() -> None:
    """If nothing holds for all entries, the worst one is shown with what it should be."""
    wrong = GRADIENT.copy()
    wrong[2, 1] += 0.5

    assert told(GRADIENT, wrong) == f"is {wrong[2, 1]:.6g} at [2, 1], should be {GRADIENT[2, 1]:.6g}"


def test_entry_of_an_array_in_a_list_is_written_as_python_indexes_it() -> None:
    """`W[1] is 3 at [2, 1]` could mean an entry of W."""
    wrong = GRADIENT.copy()
    wrong[2, 1] += 0.5

    assert " at W[1][2, 1], should be " in told({"W": [GRADIENT, GRADIENT]}, {"W": [GRADIENT, wrong]})


def test_single_number_gets_no_accidental_ratio() -> None:
    """Any two numbers have a ratio; it is named only if it is a size of the case."""
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
    """A complex number instead of a real one is shown with both its parts, without a warning."""
    assert told(np.ones(2), np.array([1.0, 2.0 + 1.0j])) == "is 2+1j at [1], should be 1"
    assert told(np.float64(1.0), 1j) == "is 0+1j, should be 1"


def test_a_factor_that_is_two_sizes_has_no_name() -> None:
    """Where the batch has as many rows as there are classes, either may be meant."""
    alike = Surroundings(sizes={"batch size": 5, "classes": 5})

    assert told(GRADIENT, GRADIENT / 5, alike) == "is exactly 1/5 times what it should be"
    assert told(2.5, 0.5, alike) == "is exactly 1/5 times what it should be"


@pytest.mark.parametrize(
    ("factor", "phrase"),
    [
        (10, "is exactly 10 times what it should be, and 10 is twice the batch size"),
        (-10, "is exactly -10 times what it should be, and -10 is minus twice the batch size"),
        (2.5, "is exactly 5/2 times what it should be, and 2.5 is half the batch size"),
        (3.5, "is exactly 7/2 times what it should be, and 3.5 is half the number of classes"),
        (2 / 5, "is exactly 2/5 times what it should be, and that is 2 over the batch size"),
        (-0.5 / 7, "is exactly -1/14 times what it should be, and that is minus 0.5 over the number of classes"),
        (-1 / 25, "is exactly -1/25 times what it should be, and that is minus 1 over the square of the batch size"),
        (3, "is exactly 3 times what it should be"),
        (-2, "is exactly -2 times what it should be"),
        (0.5, "is exactly 1/2 times what it should be"),
        (65, "is exactly 65 times what it should be"),
        (2000, "is exactly 2000 times what it should be"),
        (2001, "is 2001 times what it should be, everywhere"),
        (1 / 64, "is exactly 1/64 times what it should be"),
        (1 / 65, "is 0.0153846 times what it should be, everywhere"),
        (0.2 * (1 + 1e-7), "is 0.2 times what it should be, everywhere"),
        (1 / np.log(2), "is 1.4427 times what it should be, and that's 1/ln 2: a logarithm to base 2"),
        (1 + 1e-4, "is 1.0001 times what it should be, everywhere"),
    ],
)  # fmt: skip
def test_constant_factor(factor: float, phrase: str) -> None:
    """A factor is exact if it is a ratio of small integers, and named if it is a size of the case, or one over."""
    assert told(GRADIENT, factor * GRADIENT, SIZES) == phrase


@pytest.mark.parametrize(
    ("factor", "phrase"),
    [
        (4, "is exactly 4 times what it should be, and 4 is twice the batch size"),
        (0.25, "is exactly 1/4 times what it should be, and that is 0.5 over the batch size"),
    ],
)
def test_batch_of_two(factor: float, phrase: str) -> None:
    """A batch of two is large enough to explain a factor that has no simpler cause."""
    assert told(GRADIENT, factor * GRADIENT, Surroundings(sizes={"batch size": 2})) == phrase


def test_the_sign_of_a_single_number_is_no_size() -> None:
    """A single number with the wrong sign is said to have that, though -1 is half of a batch of two."""
    around = Surroundings(sizes={"batch size": 2})

    assert told(np.array([[0.3]]), np.array([[-0.3]]), around) == "has the sign reversed"


def test_size_of_one_explains_nothing() -> None:
    """A batch of one is no reason for any factor."""
    assert (
        told(GRADIENT, 3 * GRADIENT, Surroundings(sizes={"batch size": 1}))
        == "is exactly 3 times what it should be"
    )
    assert told(GRADIENT, GRADIENT + 0.5, Surroundings(sizes={"rows": 1})) == "is off by 0.5 everywhere"


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (np.array([0.0, 0.0]), np.array([1.0, 2.0])),
        (np.array([1.0, 2.0]), np.array([2.0, 4.1])),
        (np.array([1.0, 2.0]), np.array(["a", "b"])),
        (np.array([True, False]), np.array([1.0, 0.0])),
        (np.array([1.0, 2.0]), np.array([True, False])),
        (np.array([1e-300]), np.array([1e300])),
    ],
)
def test_no_constant_factor(expected: Any, actual: Any) -> None:
    """Without one finite ratio for all entries, there is no factor."""
    with np.errstate(over="ignore"):
        assert constant_ratio(expected, actual) is None


def test_factor_of_entries_that_are_zero() -> None:
    """Entries that should be 0, and are, agree with any factor; entries that are not, with none."""
    assert constant_ratio(np.array([0.0, 2.0]), np.array([0.0, 6.0])) == 3.0
    assert constant_ratio(np.array([0.0, 2.0]), np.array([0.1, 6.0])) is None
    # The first is right, and so small that it would fit the other's ratio.
    assert constant_ratio(np.array([1e-5, 9000.0]), np.array([1e-5, 8999.0])) is None


@pytest.mark.parametrize(
    ("expected", "actual", "phrase"),
    [
        (1.0, np.nan, "is nan"),
        (1.0, np.inf, "is infinite"),
        (np.array([1.0, 2.0]), np.array([np.nan, 2.0]), "is nan in 1 of 2 entries"),
        (np.array([1.0, 2.0]), np.array([-np.inf, 2.0]), "is infinite in 1 of 2 entries"),
        (np.array([np.inf, 2.0]), np.array([1.0, 2.0]), "is finite where nan or infinity is expected"),
        (np.array([np.nan, 2.0]), np.array([1.0, 2.0]), "is finite where nan or infinity is expected"),
        (2.0, 0.0, "is zero"),
        ("none", "b1", "b1"),
        ("float32", "float64", "float64, should be float32"),
        (1.0, {}, "is an empty dict, should be 1"),
        ([1.0, 2.0, 3.0], [1.0, 2.0], "has 2 values, should have 3; the first 2 are right"),
        ([1.0, 2.0, 3.0], [1.0, 4.0], "has 2 values, should have 3"),
        ([1.0], [1.0, 2.0], "has 2 values, should have 1"),
        (np.zeros((2, 2)), np.zeros((2, 3)), "has shape (2, 3), should be (2, 2)"),
    ],
)
def test_plain_symptom(expected: Any, actual: Any, phrase: str) -> None:
    """If nothing more specific holds, both values are shown."""
    assert told(expected, actual) == phrase


@pytest.mark.parametrize(
    ("expected", "actual", "around", "phrase"),
    [
        (GRADIENT, 7 + GRADIENT.T**2, SIZES, "has shape (3, 4), should be (4, 3)"),
        (GRADIENT, np.arange(12.0) ** 2, SIZES, "has shape (12,), should be (4, 3)"),
        (
            BIAS,
            np.tile(BIAS, (4, 1)),
            SIZES,
            "is the right row, repeated 4 times: shape (4, 3), should be (1, 3)",
        ),
        (np.ones((3, 1)), np.full((3, 3), 2.0), SIZES, "has shape (3, 3), should be (3, 1)"),
        (
            np.ones(1),
            np.full((1, 1), 2.0),
            Surroundings(sizes={"batch size": 1}),
            "has shape (1, 1), should be (1,)",
        ),
        (
            np.ones((2, 1)),
            np.full((2, 2), 2.0),
            Surroundings(sizes={"batch size": 2}),
            "has shape (2, 2), should be (2, 1)",
        ),
    ],
)
def test_wrong_shape(expected: Any, actual: Any, around: Surroundings, phrase: str) -> None:
    """A shape is explained only by numbers that are right, or by a batch of at least two that was broadcast."""
    assert told(expected, actual, around) == phrase


@pytest.mark.parametrize(
    ("expected", "actual", "phrase"),
    [
        ((1.0, 2.0), 1.5, "is 1.5, should be a tuple of 2"),
        (1.5, (1.0, 2.0), "is not averaged over axis 0: shape (2,), should be ()"),
        ("float32", 3, "is 3, should be 'float32'"),
        (GRADIENT, None, "is None: does every path through the function return a value?"),
    ],
)
def test_wrong_kind(expected: Any, actual: Any, phrase: str) -> None:
    """A value of another kind is described beside what it should be."""
    assert told(expected, actual) == phrase


def test_missing_item() -> None:
    """An item that is None is not a missing `return`."""
    (difference,) = differences({"dW": GRADIENT}, {"dW": None})

    assert symptom(difference) == "is None, should be an array of shape (4, 3)"


def test_bias_explains_an_offset_only_if_it_is_one() -> None:
    """An argument is named for an offset only if it has one number for each column, and is not zero."""
    zero = Surroundings(arguments={"b": np.zeros((1, 3)), "X": GRADIENT, "y": np.ones(4), "n": None})

    assert told(GRADIENT, GRADIENT + 0.5, zero) == "is off by 0.5 everywhere"
    assert "b1" not in told(GRADIENT, GRADIENT + 2 * BIAS, Surroundings(arguments={"b1": BIAS}))


@pytest.mark.parametrize("bias", [0.01 * BIAS, BIAS, 100 * BIAS], ids=["small", "usual", "large"])
def test_bias_behind_other_arguments(bias: Any) -> None:
    """A bias of any size is recognized, in every row of a sequence too, and behind arguments that explain nothing."""
    value = RNG.standard_normal((2, 4, 3))
    around = Surroundings(arguments={"lr": 0.1, "zero": np.zeros(3), "b2": bias.ravel()})

    assert told(value, value + bias, around) == "is too large by exactly b2: b2 was added once too often"
    assert told(value, value - bias, around) == "is too small by exactly b2: b2 was not added"


def test_arguments_that_are_no_bias() -> None:
    """A mask of truth values isn't said to be added, nor is an argument that is as large as the value itself."""
    mask = Surroundings(arguments={"mask": np.ones(3, dtype=bool)})
    whole = Surroundings(arguments={"x": np.array([5.0, 7.0])})

    assert told(GRADIENT, GRADIENT + 1.0, mask) == "is off by 1 everywhere"
    assert told(np.array([1.0, 2.0]), np.array([6.0, 9.0]), whole) == "is 9 at [1], should be 2"


@pytest.mark.parametrize(
    ("expected", "actual", "phrase"),
    [
        ([0.5, 0.25, -1.0], [0.5 + 1.5e-6, 0.25 + 1.5e-6, -1.0 + 1.5e-6], "is off by 1.5e-06 everywhere"),
        ([1.0, 2.0], [1e6 + 1.0, 1e6 + 2.0005], "is off by 1e+06 everywhere"),
        ([1.0, 2.0], [1.5, 2.6], "is 2.6 at [1], should be 2"),
    ],
)
def test_offset_is_the_same_everywhere(expected: list[float], actual: list[float], phrase: str) -> None:
    """An offset is named if it is the same everywhere but for rounding, and beyond the rounding of the values."""
    assert told(np.array(expected), np.array(actual)) == phrase


def test_tiny_offset_is_not_named() -> None:
    """An offset in the range of rounding is loss of precision, not something that was added."""
    large = np.array([1000.0, 1.0])

    assert told(large, large + 1e-2) == "is off by 0.01 everywhere"
    assert "off by" not in told(large, large + 1e-4)


def test_single_precision() -> None:
    """Agreement to six digits is named; whether it comes from float32 is said only if every entry is one."""
    noisy = GRADIENT * (1 + 1e-7 * RNG.standard_normal((4, 3)))

    assert told(GRADIENT, noisy) == "differs by less than a millionth of its largest entry"
    assert told(GRADIENT, GRADIENT * (1 + 1e-4 * np.linspace(1, 2, 3))).startswith(
        "is off by a factor that depends only on the "
    )
    assert told(GRADIENT, GRADIENT * (1 + 1e-4 * (1 + RNG.random((4, 3))))).startswith(
        "agrees to about 3 digits"
    )
    assert "digits" not in told(GRADIENT, GRADIENT + 1e-5 * RNG.standard_normal((4, 3)))
    assert "digits" not in told(GRADIENT, GRADIENT * (1 + 1e-3 * RNG.standard_normal((4, 3))))


@pytest.mark.parametrize("scale", [1e-3, 1e3])
def test_single_precision_of_any_size(scale: float) -> None:
    """Agreement to six digits is relative to the largest number; integers are not said to agree to six digits."""
    noisy = scale * GRADIENT * (1 + 3e-7 * np.sign(GRADIENT))

    assert told(scale * GRADIENT, noisy) == "differs by less than a millionth of its largest entry"
    assert "digits" not in told(np.array([1e6 + 0.3, 2.0]), np.array([1_000_000, 2]))


def test_half_precision() -> None:
    """Three digits are told if every entry is a float16 number, and not if they are simple fractions anyway."""
    assert (
        told(GRADIENT, GRADIENT.astype(np.float16).astype(float))
        == "differs by less than a thousandth of its largest entry, and every entry is a float16 number"
    )
    assert "digits" not in told(np.array([1.0005, 2.5]), np.array([1.0, 2.5]))


def test_one_number_everywhere_is_neither_cut_nor_a_factor() -> None:
    """A number that stands in every entry is told as that, though it agrees with some entries."""
    assert told(np.array([[0.3], [0.1], [0.7]]), np.full((3, 1), 0.3)) == "is 0.3 in every entry"
    assert "times" not in told(np.array([[1.0], [1e-121], [1e-9]]), np.full((3, 1), 1e-121))


def test_argument_of_one_number_is_a_coincidence() -> None:
    """A single number that equals an argument, or an earlier result, is not said to be it."""
    around = Surroundings(arguments={"lr": 0.45}, earlier=(np.array(0.45),))

    assert told(0.3, 0.45, around) == "is 0.45, should be 0.3"


def test_sibling_of_another_shape() -> None:
    """Values that belong to another result are recognized, with the shapes if these differ."""
    swapped = Surroundings(siblings={"db1": BIAS})

    assert told(GRADIENT, BIAS, swapped) == "holds what should be db1: shape (1, 3), should be (4, 3)"
    assert told(np.ones((1, 3)), BIAS, swapped) == "holds what should be db1"


def test_smallest_cases() -> None:
    """Two entries, or a 2 by 2 matrix, are enough to recognize a transpose, an argument or an earlier result."""
    square, pair = SQUARE[:2, :2], np.array([1.0, -2.0])
    around = Surroundings(arguments={"x": pair}, earlier=(np.array([7.0, 3.0]),))

    assert told(square, square.T) == "is the transpose of what it should be"
    assert told(np.array([5.0, 6.0]), pair, around) == "is the argument x, unchanged"
    assert told(np.array([5.0, 6.0]), np.array([7.0, 3.0]), around) == "is what the previous call returned"


def test_what_was_not_moved_is_no_argument() -> None:
    """An attribute that a method should have changed is unchanged."""
    (difference,) = differences({"W": SQUARE}, {"W": GRADIENT[:3]})

    assert symptom(difference, Surroundings(arguments={"W": GRADIENT[:3]})) == "is unchanged"


@pytest.mark.parametrize("factor", [2.0, 0.5, -2.0, -0.5])
def test_plain_factor_is_not_blamed_on_a_batch_of_two(factor: float) -> None:
    """2 and 1/2 have too many other causes to be called the batch size."""
    assert "batch" not in told(GRADIENT, factor * GRADIENT, Surroundings(sizes={"batch size": 2}))


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_factors_do_not_depend_on_the_scale(scale: float) -> None:
    """Small and large numbers have the same constant factors, and no others."""
    almost = 3 * GRADIENT * (1 + 1e-6 * np.arange(12).reshape(4, 3))

    assert constant_ratio(scale * GRADIENT, scale * 3 * GRADIENT) == pytest.approx(3, rel=1e-12)
    assert constant_ratio(scale * GRADIENT, scale * almost) is None


def test_unbroadcast_table_is_not_called_broadcast() -> None:
    """An (m, m) array without the right numbers on its diagonal did not come from a column and a row."""
    column = GRADIENT[:, :1]

    assert told(column, np.ones((4, 4)), SIZES) == "has shape (4, 4), should be (4, 1)"


def test_constants_have_no_origin() -> None:
    """Zeros and other constants are never traced to an argument or to another result, which may be zero too."""
    zeros = np.zeros((4, 3))
    around = Surroundings(arguments={"logits": zeros}, siblings={"dW2": zeros}, earlier=(zeros,))

    assert told(GRADIENT, zeros, around) == "is zero everywhere"
    assert told(np.ones((4, 3)) / 3 - SQUARE[:1], np.full((4, 3), 1 / 3), around).startswith("is 0.333333 in")


def test_mappings_are_described_by_their_names_only() -> None:
    """Two sets of names are compared as names: what the submission kept them in is unknown here."""
    expected = {"X": 1, "z1": 2, "a1": 3}

    assert told(expected, {"X": 1, "Z1": 2, "A1": 3}) == (
        "has Z1, A1, should have z1, a1: upper and lower case differ"
    )
    assert told(expected, {"X": 1, "z1": 2}) == "lacks a1"
    assert told(expected, {"X": 1, "z1": 2, "b": 3}) == "lacks a1 and has b, which shouldn't be there"


@pytest.mark.parametrize(
    ("expected", "actual", "phrase"),
    [
        (
            BIAS,
            np.asarray(BIAS.sum()),
            "is summed over everything, not for each entry: shape (), should be (1, 3)",
        ),
        (BIAS, np.full((1, 3), BIAS.sum()), "in every entry: the sum of what the entries should be"),
        (
            GRADIENT.sum(0, keepdims=True),
            GRADIENT,
            "is not summed over axis 0: shape (4, 3), should be (1, 3)",
        ),
        (np.asarray(GRADIENT.mean()), GRADIENT, "is not averaged: shape (4, 3), should be ()"),
        (SQUARE, np.tile(SQUARE[:1], (3, 1)), "has the same row 3 times, should have different ones"),
        (5 * GRADIENT, np.trunc(5 * GRADIENT).astype(int), "has lost its decimals: its dtype is int64"),
        (5 * GRADIENT, np.trunc(5 * GRADIENT), "has lost its decimals, as in an array of integers"),
        (
            np.array([1.0, 1e-4, 2e-5, 0.0]),
            np.array([1.0, 0.0, 0.0, 0.0]),
            "; 2 of 4 entries are wrongly 0, the others are right",
        ),
        (np.asarray(1.7), np.asarray(-1.7), "has the sign reversed"),
        (np.asarray(1.7), np.asarray(0.85), "is exactly 1/2 times what it should be"),
        (np.asarray(1.7), np.asarray(5.1), "is 5.1, should be 1.7"),
        (
            GRADIENT,
            GRADIENT * (np.arange(4) != 2)[:, None],
            "; 3 of 12 entries are wrongly 0, the others are right",
        ),
        (GRADIENT * (GRADIENT > 0), GRADIENT, "; only entries that should be 0 are wrong"),
        (GRADIENT, GRADIENT + SQUARE[:1] * (np.arange(4) == 2)[:, None], "; only row 2 is wrong"),
        (GRADIENT, GRADIENT + GRADIENT**2 * (np.arange(3) != 1), "; only column 1 is right"),
        ((1.0, 2.0), (1.0, {"a1": 2.0}, 3.0), "has 3 values (one is a dict with the keys a1), should have 2"),
    ],
)
def test_measured_causes(expected: Any, actual: Any, phrase: str) -> None:
    """A lost sum, a repeated row, cut decimals and partly right arrays are recognized from the numbers."""
    assert phrase in told(expected, actual)


@pytest.mark.parametrize(
    ("actual", "phrase"),
    [
        (1 - GRADIENT, "is 1 minus what it should be"),
        (np.exp(GRADIENT), "is the exponential of what it should be"),
        (np.abs(GRADIENT), "of 12 are wrong"),
        (GRADIENT * [1, -1, 1], "right apart from signs: column 1 has the opposite ones"),
        (GRADIENT[[2, 0, 3, 1]], "has the right rows in another order"),
        (
            GRADIENT.ravel()[[5, 0, 1, 2, 3, 4, 6, 7, 8, 9, 11, 10]].reshape(4, 3),
            "right numbers in another order",
        ),
        (
            GRADIENT * np.array([[2.0], [3.0], [0.5], [7.0]]),
            "is off by a factor that depends only on the row, from 0.5 to 7",
        ),
        (
            GRADIENT + np.array([0.25, -1.0, 4.0]),
            "is off by a number that depends only on the column, from -1 to 4",
        ),
    ],
)
def test_wrong_numbers_that_follow_from_the_right_ones(actual: Any, phrase: str) -> None:
    """A function of the right numbers, another order, and a factor or an offset for each line are recognized."""
    assert phrase in told(GRADIENT, actual)
    assert phrase not in told(GRADIENT, actual + 1e-3 * GRADIENT**2)


def test_an_order_of_two_numbers_is_chance() -> None:
    """Activations of almost 0 and 1 are as many by chance, which is no order."""
    right = np.array([[1.0], [1e-200], [1.0], [1e-300]])

    assert "another order" not in told(right, right[[1, 0, 3, 2]])


def test_one_number_everywhere() -> None:
    """A column of ones may be rounded as well as a softmax; a sum that fills another value's shape is that one's."""
    around = Surroundings(siblings={"db2": np.asarray([[0.375]])})

    assert told(GRADIENT[:, :1], np.ones((4, 1))) == "is 1 in every entry"
    assert told(BIAS, np.full((1, 3), 0.375), around).endswith("in every entry, which is what db2 should be")


def test_another_function_of_the_argument() -> None:
    """The value of a well-known function of an argument is named."""
    around = Surroundings(arguments={"z": GRADIENT})

    assert told(1 - np.tanh(GRADIENT) ** 2, np.tanh(GRADIENT), around) == "is tanh(z)"


def test_factor_of_two_sizes() -> None:
    """A mean over all entries of a batch is recognized by both sizes."""
    assert told(GRADIENT, GRADIENT / 35, SIZES).endswith("1 over the batch size times the number of classes")


def test_single_numbers_are_not_compared_with_multiples_of_sizes() -> None:
    """Two single numbers whose ratio is 2/3 say nothing about three classes; an array does."""
    three = Surroundings(sizes={"classes": 3})

    assert told(np.asarray(3.3), np.asarray(2.2), three) == "is 2.2, should be 3.3"
    assert "2 over the number of classes" in told(GRADIENT, GRADIENT * 2 / 3, three)


def test_everything_one_place_too_far() -> None:
    """Values that are right, but one place off, are said to be."""
    value = np.arange(12.0).reshape(3, 4) ** 2

    assert "one column too early" in told(value, np.roll(value, -1, axis=1))
    assert "one row too far on" in told(value, np.roll(value, 1, axis=0))
    assert "across the ends of the rows" in told(value, np.roll(value, 1))


def test_numbers_that_are_all_alike_have_no_range() -> None:
    """Of infinity, nothing is more: the sentence ends at the number."""
    infinite = Surroundings(arguments={"z": np.where(GRADIENT > 0.5, np.inf, -1.0)})

    assert told(GRADIENT, np.where(GRADIENT > 0.5, np.nan, GRADIENT), infinite).endswith("where z is inf")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (lambda right: right[0], ": the first of what the entries should be"),
        (lambda right: right.mean(), ": the mean of what the entries should be"),
    ],
)
def test_which_entry_stands_everywhere_must_be_told_from_others(
    entry: Callable[[Any], Any], said: str
) -> None:
    """A constant is called a mean, or a certain entry, only if the others are other numbers."""
    right = np.array([0.71, 0.83, 0.42, 0.64, 0.93, 0.35])
    almost_equal = 0.747344 - 1e-9 * np.arange(5)

    assert told(right, np.full(6, entry(right))).endswith(said)
    assert told(almost_equal, np.full(5, entry(almost_equal))) == "is 0.747344 in every entry"


@pytest.mark.parametrize(
    ("right", "yours", "absent"),
    [
        (np.array([0.2, 0.7, 1 - 1e-13, 1 - 1e-12]), np.array([0.2, 0.7, 1 - 2e-9, 1 - 2e-9]), "above 1"),
        (np.array([1.0, 1.0, 1.0, 1.0]), np.array([0.25, 0.25, 0.25, 0.25]), "over the"),
        (0.827963 - 1e-9 * np.arange(4), np.full(4, 0.828), "times"),
        (np.array([0.0, 1.0, 1.0]), np.array([1.0, 0.0, 0.0]), "1 minus"),
        (GRADIENT, GRADIENT * 5**0.5, "exactly"),
        (np.array([-0.4, 0.0, 0.0, 0.9]), np.array([-0.1, 0.0, 0.0, 0.2]), "never"),
        (np.array([-8.7, 0.5, 9.3]), np.array([-7.8, 0.5, 7.8]), "never"),
        (np.full((4, 1), 0.5), np.full((4, 3), 0.5), "repeated"),
        (np.array([-0.4, -0.3, 1e-30, 0.9]), np.array([-1e-19, -1e-19, 1e-30, 1e-20]), "never"),
    ],
)
def test_what_other_numbers_explain_as_well_is_not_said(right: Any, yours: Any, absent: str) -> None:
    """Limits that print as the right numbers, factors and functions of one number, and roots aren't called exact."""
    assert absent not in told(right, yours, Surroundings(sizes={"batch size": 5, "number of inputs": 4}))


def test_entries_of_what_a_check_names_have_no_words_before_them() -> None:
    """A label in words isn't written as if its last word were a variable."""
    wrong = GRADIENT + np.eye(4, 3)
    (difference,) = differences({"W before the last step": [GRADIENT]}, {"W before the last step": [wrong]})

    assert " at [0, 0], should be " in symptom(difference)


def test_a_value_of_the_same_case_is_named_without_it() -> None:
    """The case stands before the whole sentence already; that of another one follows in parentheses."""
    around = Surroundings(siblings={"m=4: a1": GRADIENT[:, ::-1], "m=9: a1": GRADIENT[:, [1, 0, 2]]})

    for other, said in ((GRADIENT[:, ::-1], "a1"), (GRADIENT[:, [1, 0, 2]], "a1 (m=9)")):
        (difference,) = differences({"m=4: a2": GRADIENT}, {"m=4: a2": other})
        assert symptom(difference, around) == f"holds what should be {said}"


def test_two_numbers_that_differ_are_printed_differently() -> None:
    """More digits than six are shown where six are the same."""
    assert told(1.3632449, 1.36324) == "is 1.36324, should be 1.363245"


def test_labels_in_reverse_are_not_shifted() -> None:
    """Labels that alternate are shifted by one if they are reversed: two numbers can't tell which it was."""
    labels = np.arange(10.0) % 2

    assert "one place" not in told(labels, labels[::-1].copy())
