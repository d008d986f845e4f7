"""Hidden checks of `standardise`."""

import numpy as np

from nnprep.checks import (
    any_order,
    drawn_cases,
    float32_values,
    given,
    inputs_kept,
    near,
    no_warnings,
    returns,
    robust,
    same_twice,
    tolerance,
    vectorized,
)


def both(rng, m, k, n):
    """A training and a test set whose features differ in mean and spread, and whose means differ from each other."""
    offset, spread = 3 * rng.standard_normal(n), 0.5 + 2 * rng.random(n)
    train, test = (offset + spread * rng.standard_normal((rows, n)) for rows in (m, k))
    return train, test + 0.5 * spread


def example(rng):
    return both(rng, 20, 7, 3)


def with_constant(rng):
    """The middle feature is constant in the training set, and exactly so is its mean; it is not in the test set."""
    train, test = both(rng, 8, 5, 3)
    train[:, 1] = rng.choice([-3.0, 2.0, 5.0])
    return train, test


def check_both(f, rng):
    """20 training and 7 test rows with 3 features"""
    given(batch_size=20, inputs=3)
    return f.standardise(*example(rng))


def check_square(f, rng):
    """as many rows as features, where the wrong axis still fits"""
    return f.standardise(*both(rng, 4, 4, 4))


def check_one_test_row(f, rng):
    """a single test row"""
    given(batch_size=9, inputs=3)
    return f.standardise(*both(rng, 9, 1, 3))


def check_one_training_row(f, rng):
    """a single training row: every feature is constant"""
    given(batch_size=1, inputs=3)
    return f.standardise(*both(rng, 1, 5, 3))


def check_one_feature(f, rng):
    """a single feature"""
    given(batch_size=6, inputs=1)
    return f.standardise(*both(rng, 6, 4, 1))


def check_constant(f, rng):
    """a feature that is constant in the training set"""
    given(batch_size=8, inputs=3)
    return f.standardise(*with_constant(rng))


def check_constant_everywhere(f, rng):
    """a feature that is constant in both sets"""
    given(batch_size=8, inputs=3)
    train, test = with_constant(rng)
    test[:, 1] = train[0, 1]
    return f.standardise(train, test)


def check_tiny_spread(f, rng):
    """a feature with a standard deviation of about 1e-9"""
    given(batch_size=20, inputs=3)
    train, test = example(rng)
    train[:, 1] *= 1e-9
    test[:, 1] *= 1e-9
    return f.standardise(train, test)


def check_other_test_set(f, rng):
    """another test set changes neither the training rows nor mean and scale"""
    given(batch_size=20, inputs=3)
    train, test = example(rng)
    other = 4 * rng.standard_normal((2, 3)) - 1
    first, second = f.standardise(train, test), f.standardise(train, other)
    for position, name in ((0, "train"), (2, "mean"), (3, "scale")):
        near(name, second[position], first[position])


def check_test_rows_alone(f, rng):
    """each test row is transformed on its own"""
    given(batch_size=20, inputs=3)
    train, test = example(rng)
    together = f.standardise(train, test)[1]
    for row in (0, 6):
        near(f"test row {row} alone", f.standardise(train, test[row : row + 1])[1], together[row : row + 1])


def any_sets(rng, m, k, n):
    """Two sets with units as different as grams and tons; sometimes a feature is constant, and its mean exact."""
    units = 10.0 ** rng.integers(-2, 4, size=n)
    units[rng.integers(n)] = 1000.0
    train, test = (units * X for X in both(rng, m, k, n))
    if rng.random() < 0.5:
        train[:, rng.integers(n)] = 2.0
    return train, test


check_drawn = returns("train", "test", "mean", "scale")(
    drawn_cases("standardise", any_sets, changing=(1,), m=(2, 9, 200), k=(1, 9, 90), n=(1, 9, 60))
)
check_repeat = same_twice("standardise", example)
check_inputs = inputs_kept("standardise", example)
check_fortran = any_order("standardise", example)


@robust
@tolerance(rtol=1e-6, atol=1e-6)
def check_far_from_zero(f, rng):
    """features around 1e8 with a spread of about 1"""
    given(batch_size=20, inputs=3)
    train, test = example(rng)
    return f.standardise(train + 1e8, test + 1e8)


@robust
def check_constant_tenth(f, rng):
    """a feature that is always 0.1, ten times, whose mean isn't exactly 0.1"""
    given(batch_size=10, inputs=3)
    train, test = both(rng, 10, 4, 3)
    train[:, 1] = 0.1
    return f.standardise(train, test)


@robust
def check_integers(f, rng):
    """integers of 64, 32 and 8 bits"""
    given(batch_size=12, inputs=3)
    train, test = (np.rint(9 * X) for X in both(rng, 12, 5, 3))
    kinds = (np.int64, np.int32, np.int8)
    return {
        kind.__name__: f.standardise(train.clip(-99, 99).astype(kind), test.clip(-99, 99).astype(kind))
        for kind in kinds
    }


check_float32 = float32_values("standardise", example)
check_warnings = no_warnings(
    "standardise", with_constant, title="no warning from NumPy for a constant feature"
)
check_large = vectorized("standardise", lambda rng: both(rng, 1500, 1500, 9))
