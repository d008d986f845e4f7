"""Hidden checks of `linear-regression`."""

import numpy as np

from nnprep.checks import (
    any_order,
    directions,
    drawn_cases,
    given,
    inputs_kept,
    part,
    returns,
    robust,
    same_twice,
    slopes_agree,
    vectorized,
)


def data(rng, m, n):
    """X and y; no column of X has mean 0, so dw and db can't be told apart by luck."""
    return 0.5 + rng.standard_normal((m, n)), 2 + rng.standard_normal(m)


def point(rng, m, n):
    """The arguments of loss_and_grads; b isn't 0, so that a forgotten one shows."""
    return *data(rng, m, n), rng.standard_normal(n), float(rng.choice([-1.0, 1.0]) * (1 + rng.random()))


def example(rng):
    return point(rng, 7, 3)


def stable_rate(rng, X):
    """A learning rate with which every direction shrinks: below m / |Z|², for Z with a column of ones."""
    Z = np.column_stack([X, np.ones(len(X))])
    return float((0.3 + 0.5 * rng.random()) * len(X) / np.linalg.norm(Z, 2) ** 2)


def run(rng, m, n, epochs):
    """The arguments of fit."""
    X, y = data(rng, m, n)
    return X, y, stable_rate(rng, X), epochs


def fit_example(rng):
    return run(rng, 7, 3, 6)


@part("loss-and-grads")
def check_random(f, rng):
    """loss and gradients of 7 samples with 3 features"""
    given(batch_size=7, inputs=3)
    return f.loss_and_grads(*example(rng))


@part("loss-and-grads")
def check_square(f, rng):
    """as many samples as features, where the wrong axis still fits"""
    given(batch_size=4, inputs=4)
    return f.loss_and_grads(*point(rng, 4, 4))


@part("loss-and-grads")
def check_wide(f, rng):
    """fewer samples than features"""
    given(batch_size=3, inputs=6)
    return f.loss_and_grads(*point(rng, 3, 6))


@part("loss-and-grads")
def check_batch_of_one(f, rng):
    """a batch of one sample"""
    given(batch_size=1, inputs=3)
    return f.loss_and_grads(*point(rng, 1, 3))


@part("loss-and-grads")
def check_one_feature(f, rng):
    """a single feature"""
    given(batch_size=5, inputs=1)
    return f.loss_and_grads(*point(rng, 5, 1))


@part("loss-and-grads")
def check_no_errors(f, rng):
    """a model that is right everywhere: loss and gradients are 0"""
    X = rng.integers(-4, 5, size=(5, 3)).astype(float)
    w = rng.integers(-4, 5, size=3).astype(float)
    return f.loss_and_grads(X, X @ w + 1.5, w, 1.5)


@part("loss-and-grads")
def check_large_values(f, rng):
    """numbers around a million"""
    given(batch_size=7, inputs=3)
    X, y, w, b = example(rng)
    return f.loss_and_grads(1e6 * X, 1e6 * y, 1e3 * w, 1e6 * b)


@part("loss-and-grads")
def check_own_slopes(f, rng):
    """the gradients are the slopes of your own loss, by central differences"""
    given(batch_size=7, inputs=3)
    X, y, w, b = example(rng)
    along = directions(rng, [w, np.array(b)])

    def loss(moved):
        return float(f.loss_and_grads(X, y, moved[0], float(moved[1]))[0])

    _, dw, db = f.loss_and_grads(X, y, w, b)
    slopes_agree("the loss", loss, [w, np.array(b)], [dw, db], along)


SIZES = {"m": (1, 9, 200), "n": (1, 7, 40)}
check_drawn = returns("loss", "dw", "db")(
    drawn_cases("loss_and_grads", point, changing=(1, 2, 3), part="loss-and-grads", **SIZES)
)
check_repeat = same_twice("loss_and_grads", example, part="loss-and-grads")
check_inputs = inputs_kept("loss_and_grads", example, part="loss-and-grads")


@part("loss-and-grads")
@robust
def check_integers(f, rng):
    """integers in X, y and w"""
    given(batch_size=7, inputs=3)
    X, y, w = (rng.integers(-9, 10, size=size) for size in ((7, 3), 7, 3))
    return {
        kind.__name__: f.loss_and_grads(X.astype(kind), y.astype(kind), w.astype(kind), 2)
        for kind in (np.int64, np.int32)
    }


check_fortran = any_order("loss_and_grads", example, part="loss-and-grads")
check_large = vectorized("loss_and_grads", lambda rng: point(rng, 1200, 5), part="loss-and-grads")


@part("fit")
def check_fit(f, rng):
    """12 steps with 7 samples and 3 features"""
    given(batch_size=7, inputs=3)
    return f.fit(*run(rng, 7, 3, 12))


@part("fit")
def check_fit_square(f, rng):
    """5 steps with as many samples as features"""
    given(batch_size=4, inputs=4)
    return f.fit(*run(rng, 4, 4, 5))


@part("fit")
def check_one_step(f, rng):
    """a single step"""
    given(batch_size=7, inputs=3)
    return f.fit(*run(rng, 7, 3, 1))


@part("fit")
def check_no_step(f, rng):
    """no steps: the starting point, and no losses"""
    return f.fit(*run(rng, 7, 3, 0))


@part("fit")
def check_one_feature_fit(f, rng):
    """5 steps with a single feature"""
    given(batch_size=5, inputs=1)
    return f.fit(*run(rng, 5, 1, 5))


@part("fit")
def check_large_values_fit(f, rng):
    """5 steps with features and targets in thousands"""
    given(batch_size=7, inputs=3)
    X, y = data(rng, 7, 3)
    return f.fit(2e3 * X, 5e3 * y, stable_rate(rng, 2e3 * X), 5)


@part("fit")
def check_many_steps(f, rng):
    """80 steps: the last ones hardly change anything"""
    given(batch_size=9, inputs=2)
    return f.fit(*run(rng, 9, 2, 80))


def any_number(rng, large):
    """How many steps."""
    return int(rng.integers(15, 30) if large else rng.integers(2, 9))


check_drawn_fit = returns("w", "b", "losses")(
    drawn_cases("fit", run, changing=(1,), part="fit", epochs=any_number, **SIZES)
)
check_fit_repeat = same_twice("fit", fit_example, part="fit")
check_fit_inputs = inputs_kept("fit", fit_example, part="fit")


@part("fit")
@robust
def check_integer_fit(f, rng):
    """5 steps with integers in X and y"""
    given(batch_size=7, inputs=3)
    X, y = rng.integers(-4, 5, size=(7, 3)), rng.integers(-9, 10, size=7)
    return f.fit(X, y, 0.01, 5)
