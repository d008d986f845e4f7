"""Hidden checks of `forward`."""

import numpy as np

from nnprep.checks import (
    any_order,
    drawn_cases,
    float32_values,
    given,
    inputs_kept,
    keeps_float32,
    near,
    no_warnings,
    order_irrelevant,
    plain_arrays,
    robust,
    rows_independent,
    vectorized,
    with_extremes,
)


def network(rng, m, n_in, n_hidden, scale=1.0):
    """The five arguments of `forward`."""
    return (
        rng.standard_normal((m, n_in)),
        scale * rng.standard_normal((n_in, n_hidden)),
        rng.standard_normal((1, n_hidden)),
        scale * rng.standard_normal((n_hidden, 1)),
        1 + rng.random((1, 1)),  # far from zero, so that leaving it out shows
    )


def example(rng):
    return network(rng, m=5, n_in=4, n_hidden=3)


def flat_example(rng):
    """The same with one-axis biases, which a learner may be tempted to reshape in place."""
    X, W1, b1, W2, b2 = example(rng)
    return X, W1, b1.ravel(), W2, b2.ravel()


def either_biases(rng, m, n_in, n_hidden):
    """Biases as rows, or with one axis; numbers of every size."""
    X, W1, b1, W2, b2 = (with_extremes(rng, value) for value in network(rng, m, n_in, n_hidden))
    return (X, W1, b1, W2, b2) if rng.random() < 0.5 else (X, W1, b1.ravel(), W2, b2.ravel())


def check_one_row(f, rng):
    """a batch of one, with pre-activations of -9, 0 and 9"""
    given(batch_size=1, inputs=4, hidden_units=3)
    X, W1, b1, W2, b2 = network(rng, m=1, n_in=4, n_hidden=3)
    # Large enough to show clipping, so that the batch size isn't blamed for it.
    W1 += X.T * (np.array([[-9.0, 0.0, 9.0]]) - X @ W1 - b1) / (X @ X.T)
    return f.forward(X, W1, b1, W2, b2)


def check_batch(f, rng):
    """all four values, batch of 5"""
    given(batch_size=5, inputs=4, hidden_units=3)
    return f.forward(*network(rng, m=5, n_in=4, n_hidden=3))


def check_flat_biases(f, rng):
    """biases as (n,)"""
    given(batch_size=5, inputs=4, hidden_units=3)
    return f.forward(*flat_example(rng))


def check_one_by_one(f, rng):
    """a single input and a single hidden unit"""
    given(batch_size=5)
    return f.forward(*network(rng, m=5, n_in=1, n_hidden=1))


def check_square_weights(f, rng):
    """as many hidden units as inputs, where the wrong transpose still fits"""
    given(batch_size=6, inputs=4)
    return f.forward(*network(rng, m=6, n_in=4, n_hidden=4))


def check_all_equal(f, rng):
    """as many rows as inputs and hidden units"""
    X, W1, b1, W2, b2 = network(rng, m=4, n_in=4, n_hidden=4)
    # Logits of both signs, also where b1 goes along the rows: predictions of 0 and 1 aren't taken for 1 alone.
    W1[:, 1] = -W1[:, 0]
    X[1] = 6 * W1[:, 0] / (W1[:, 0] @ W1[:, 0])
    X[0] = -X[1]
    W2[:2] = [[9.0], [-9.0]]
    return f.forward(X, W1, b1, W2, b2)


def check_flat_square(f, rng):
    """biases as (n,), with as many rows as hidden units"""
    X, W1, b1, W2, b2 = network(rng, m=3, n_in=4, n_hidden=3)
    return f.forward(X, W1, b1.ravel(), W2, b2.ravel())


def check_zeros(f, rng):
    """weights and biases 0: every activation is 0.5"""
    return f.forward(*(0 * value for value in example(rng)))


check_drawn = drawn_cases(
    "forward", either_biases, changing=(1, 2, 3, 4), m=(1, 9, 200), n_in=(1, 7, 30), n_hidden=(1, 7, 30)
)
check_rows = rows_independent("forward", example)
check_order = order_irrelevant("forward", example)


def check_repeat(f, rng):
    """the same call again gives the same values, with another one in between"""
    one, other = example(rng), example(rng)
    first, between = f.forward(*one), f.forward(*other)
    near("the same call again", f.forward(*one), first)
    return between


def saturated(rng):
    """Weights 400 times as large: pre-activations in the hundreds and thousands."""
    X, W1, b1, W2, b2 = network(rng, m=6, n_in=4, n_hidden=3, scale=400.0)
    # Whatever is drawn, both layers have a pre-activation far below -709 and one far above, so that exp(-z) and exp(z)
    # overflow: the first two hidden units are opposites, and so are the first two rows.
    X[0], X[1] = -9 * np.sign(W1[:, 0]), 9 * np.sign(W1[:, 0])
    W1[:, 1] = -W1[:, 0]
    W2[:] = [[1500.0], [-1500.0], [100.0]]
    return X, W1, b1, W2, b2


def check_saturated(f, rng):
    """weights 400 times as large: activations of almost exactly 0 and 1"""
    given(batch_size=6, inputs=4, hidden_units=3)
    return f.forward(*saturated(rng))


check_overflow = robust(
    no_warnings("forward", saturated, title="no overflow with weights 400 times as large")
)
check_inputs_kept = inputs_kept("forward", flat_example)
check_float32_values = float32_values("forward", example)
check_kinds = plain_arrays("forward", example)
check_fortran = any_order("forward", example)
check_float32 = keeps_float32("forward", example)
check_large = vectorized("forward", lambda rng: network(rng, m=2000, n_in=10, n_hidden=10))
