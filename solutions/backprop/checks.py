"""Hidden checks of `backprop`."""

import numpy as np

from nnprep.checks import (
    any_order,
    directions,
    drawn_cases,
    float32_values,
    given,
    inputs_kept,
    keeps_float32,
    near,
    no_warnings,
    plain_arrays,
    returns,
    robust,
    same_twice,
    slopes_agree,
    style,
    tolerance,
    vectorized,
    with_extremes,
)


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def network(rng, m, n_in, n_hidden):
    """Inputs, labels of both classes (if m > 1) and the parameters of a small network."""
    X = rng.standard_normal((m, n_in))
    y = rng.permutation(np.arange(m) % 2).astype(float) if m > 1 else np.ones(1)
    W1 = rng.standard_normal((n_in, n_hidden))
    b1 = 0.5 * rng.standard_normal((1, n_hidden))
    W2 = rng.standard_normal((n_hidden, 1))
    b2 = 0.5 * rng.standard_normal((1, 1))
    return X, y, W1, b1, W2, b2


def forward(X, W1, b1, W2, b2):
    a1 = sigmoid(X @ W1 + b1)
    return a1, sigmoid(a1 @ W2 + b2)


def caches(rng, m, n_in, n_hidden):
    """The five arguments of `backward`."""
    X, y, W1, b1, W2, b2 = network(rng, m, n_in, n_hidden)
    a1, a2 = forward(X, W1, b1, W2, b2)
    return X, y, W2, a1, a2


def any_caches(rng, m, n_in, n_hidden):
    """The same with inputs and weights of every size."""
    X, y, W2, a1, a2 = caches(rng, m, n_in, n_hidden)
    return with_extremes(rng, X), y, with_extremes(rng, W2), a1, a2


def example(rng):
    return caches(rng, m=5, n_in=4, n_hidden=3)


def check_one_row(f, rng):
    """a batch of one"""
    given(batch_size=1, inputs=4, hidden_units=3)
    return f.backward(*caches(rng, m=1, n_in=4, n_hidden=3))


def check_one_row_of_class_0(f, rng):
    """a batch of one, with the label 0"""
    given(batch_size=1, inputs=4, hidden_units=3)
    X, y, W2, a1, a2 = caches(rng, m=1, n_in=4, n_hidden=3)
    return f.backward(X, np.zeros_like(y), W2, a1, a2)


def check_batch(f, rng):
    """all four gradients, batch of 5"""
    given(batch_size=5, inputs=4, hidden_units=3)
    return f.backward(*caches(rng, m=5, n_in=4, n_hidden=3))


def check_column_labels(f, rng):
    """labels as a column (m, 1) of integers"""
    given(batch_size=5, inputs=4, hidden_units=3)
    X, y, W2, a1, a2 = caches(rng, m=5, n_in=4, n_hidden=3)
    return f.backward(X, y.reshape(-1, 1).astype(np.int64), W2, a1, a2)


def check_integer_labels(f, rng):
    """integer labels of 8 bits without a sign"""
    given(batch_size=7, inputs=2, hidden_units=3)
    X, y, W2, a1, a2 = caches(rng, m=7, n_in=2, n_hidden=3)
    return f.backward(X, y.astype(np.uint8), W2, a1, a2)


def check_one_by_one(f, rng):
    """a single input and a single hidden unit"""
    given(batch_size=3)
    return f.backward(*caches(rng, m=3, n_in=1, n_hidden=1))


def check_square_weights(f, rng):
    """as many hidden units as inputs"""
    given(batch_size=6, inputs=4)
    return f.backward(*caches(rng, m=6, n_in=4, n_hidden=4))


def check_all_equal(f, rng):
    """as many rows as inputs and hidden units, where the wrong transpose still fits"""
    return f.backward(*caches(rng, m=4, n_in=4, n_hidden=4))


def check_large_batch(f, rng):
    """a batch of 64"""
    given(batch_size=64, inputs=4, hidden_units=3)
    return f.backward(*caches(rng, m=64, n_in=4, n_hidden=3))


def check_large_inputs(f, rng):
    """inputs around 1,000, as they are before scaling"""
    given(batch_size=5, inputs=4, hidden_units=3)
    X, y, W2, a1, a2 = caches(rng, m=5, n_in=4, n_hidden=3)
    return f.backward(1000 * X, y, W2, a1, a2)


# Wide enough for a division by a2 + 1e-12, which nobody would call a mistake.
@tolerance(rtol=1e-6, atol=1e-6)
def check_confident(f, rng):
    """confident predictions, from 0.001 to 0.999"""
    given(batch_size=5, inputs=4, hidden_units=3)
    X, y, W1, b1, W2, _ = network(rng, m=5, n_in=4, n_hidden=3)
    a1, _ = forward(X, W1, b1, W2, 0.0)
    z2 = a1 @ W2
    W2 *= 14 / np.ptp(z2)
    z2 = a1 @ W2
    return f.backward(X, y, W2, a1, sigmoid(z2 - (z2.max() + z2.min()) / 2))


def check_doubled_batch(f, rng):
    """every row twice gives the same mean, so the same gradients"""
    given(batch_size=10, inputs=4, hidden_units=3)
    X, y, W2, a1, a2 = caches(rng, m=5, n_in=4, n_hidden=3)
    return f.backward(np.tile(X, (2, 1)), np.tile(y, 2), W2, np.tile(a1, (2, 1)), np.tile(a2, (2, 1)))


def check_finite_differences(f, rng):
    """gradients agree with central differences of the loss"""
    given(batch_size=6, inputs=3, hidden_units=2)
    X, y, *parameters = network(rng, m=6, n_in=3, n_hidden=2)
    along = directions(rng, parameters)
    a1, a2 = forward(X, *parameters)

    def loss(parameters):
        _, p = forward(X, *parameters)
        return float(-np.mean(np.where(y.reshape(-1, 1) == 1, np.log(p), np.log(1 - p))))

    gradients = f.backward(X, y, parameters[2], a1, a2)
    slopes_agree("the loss", loss, parameters, gradients, along)


check_repeat = same_twice("backward", example)
check_drawn = returns("dW1", "db1", "dW2", "db2")(
    drawn_cases("backward", any_caches, labels=(1,), m=(1, 9, 200), n_in=(1, 7, 30), n_hidden=(1, 7, 30))
)


@robust
def check_saturated(f, rng):
    """predictions of exactly 0 and 1, where a2(1 - a2) is 0"""
    given(batch_size=5, inputs=4, hidden_units=3)
    X, y, W2, a1, a2 = caches(rng, m=5, n_in=4, n_hidden=3)
    # Sure and wrong, then sure and right, for both labels.
    a2[:4, 0], y[:4] = [1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 1.0, 0.0]
    return f.backward(X, y, W2, a1, a2)


# As wide as `float32_values`; a cap of 1e-12, which float32 rounds away, gives nan.
@robust
@tolerance(rtol=1e-4, atol=1e-4)
def check_saturated_float32(f, rng):
    """predictions of exactly 0 and 1 in float32"""
    given(batch_size=5, inputs=4, hidden_units=3)
    X, y, W2, a1, a2 = (value.astype(np.float32) for value in caches(rng, m=5, n_in=4, n_hidden=3))
    a2[:4, 0], y[:4] = [1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 1.0, 0.0]
    return f.backward(X, y, W2, a1, a2)


check_inputs_kept = inputs_kept("backward", example)
check_float32_values = float32_values("backward", example)
check_order = any_order("backward", example)
check_float32 = keeps_float32("backward", example)


@style
def check_float32_beside_integers(f, rng):
    """float32 stays float32 beside integer labels"""
    X, y, W2, a1, a2 = (value.astype(np.float32) for value in example(rng))
    gradients = f.backward(X, y.astype(np.int64), W2, a1, a2)
    near("dtypes", ", ".join(sorted({str(np.asarray(each).dtype) for each in gradients})), "float32")


check_kinds = plain_arrays("backward", example)
check_warnings = no_warnings("backward", example)
check_large = vectorized("backward", lambda rng: caches(rng, m=2000, n_in=10, n_hidden=10))
