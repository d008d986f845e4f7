"""How people write `backward`: a right solution, with what they compute instead in each place."""

import numpy as np

from nnprep.checks.choices import either


def backward(X, y, W2, a1, a2):
    y = np.asarray(y, dtype=a2.dtype)
    y = either(
        y.reshape(-1, 1),
        "labels had the shape (m,), so that errors are a table of (m, m)",
        y.reshape(-1),
    )
    m = either(
        len(X),
        "the mean's 1/m were missing",
        1,
        "everything were divided by m twice",
        len(X) ** 2,
        "everything were divided by the number of columns of X",
        X.shape[1],
    )
    m = m / either(
        1,
        "every gradient were doubled",
        2,
        "every gradient were halved",
        0.5,
        "every gradient had the opposite sign",
        -1,
        "every gradient were doubled with the opposite sign",
        -2,
    )
    error = either(
        a2 - y,
        "the error were multiplied by the output's slope a2·(1 - a2)",
        (a2 - y) * a2 * (1 - a2),
        "the error were target minus prediction",
        y - a2,
        "the error were target minus prediction, multiplied by the output's slope a2·(1 - a2)",
        (y - a2) * a2 * (1 - a2),
        "the loss were the squared error, whose gradient is 2·(a2 - y)·a2·(1 - a2)",
        2 * (a2 - y) * a2 * (1 - a2),
        "the loss were the squared error for a step that is added with the gradient 2·(y - a2)·a2·(1 - a2)",
        2 * (y - a2) * a2 * (1 - a2),
        "the output's slope were left out of the squared error's gradient 2·(a2 - y)",
        2 * (a2 - y),
        "the loss's slope (a2 - y)/(a2·(1 - a2)) weren't multiplied by the output's slope",
        (a2 - y) / (a2 * (1 - a2)),
        "the output's slope were that of the tanh, 1 - a2²",
        (a2 - y) * (1 - a2**2),
        "the loss's slope were multiplied by the output's slope taken of a2 as if it were a logit",
        (a2 - y) / (a2 * (1 - a2)) * np.exp(-a2) / (1 + np.exp(-a2)) ** 2,
        "the output's slope were taken of a2 as if it were a logit",
        (a2 - y) * np.exp(-a2) / (1 + np.exp(-a2)) ** 2,
        "only rows with label 1 had an error",
        -y / a2 * a2 * (1 - a2),
    )
    into_W2 = either(
        error,
        "dW2 and db2 came from the error multiplied by the output's slope once more",
        error * a2 * (1 - a2),
    )
    dW2 = either(
        a1.T @ into_W2,
        "dW2 came from the slope of a1 instead of a1",
        (a1 * (1 - a1)).T @ into_W2,
    ) / either(m, "dW2 weren't divided by m", 1, "dW2 were divided by m once more", m * len(X))
    returning = either(
        error,
        "the error went back without the output's slope a2·(1 - a2)",
        error / (a2 * (1 - a2)),
        "the error went back with the output's slope a2·(1 - a2)",
        error * a2 * (1 - a2),
    )
    back = either(
        returning @ W2.T,
        "the error went back without W2",
        returning @ np.ones_like(W2).T,
        "the error went back through W2 - dW2",
        returning @ (W2 - dW2).T,
        "dW2 stood in the place of W2 where the error goes back",
        returning @ dW2.T,
    )
    slope = either(
        a1 * (1 - a1),
        "the hidden slope were missing",
        1.0,
        "the hidden slope were that of the tanh, 1 - a1²",
        1 - a1**2,
        "the hidden slope were taken of a1 as if it were a pre-activation",
        np.exp(-a1) / (1 + np.exp(-a1)) ** 2,
        "the hidden slope were 1 - a1",
        1 - a1,
        "the hidden slope were a1",
        a1,
        "the hidden slope were applied twice",
        (a1 * (1 - a1)) ** 2,
        "the output's slope stood in the place of the hidden one",
        a2 * (1 - a2),
    )
    hidden = either(
        back * slope,
        "every hidden unit got the output's error itself",
        np.ones_like(a1) * error,
    )
    dW1 = (
        X.T @ hidden / either(m, "dW1 weren't divided by m", 1, "dW1 were divided by m once more", m * len(X))
    )
    per_unit = either(
        m,
        "bias gradients weren't divided by m",
        1,
        "bias gradients were divided by m once more",
        m * len(X),
    )
    total = either(
        lambda error: error.sum(axis=0, keepdims=True),
        "bias gradients were one number for all units, the sum of all entries",
        np.sum,
        "bias gradients were one number for all units, the mean of all entries",
        lambda error: np.mean(error) * m,
        "bias gradients weren't summed over the rows",
        lambda error: error,
        "bias gradients were summed along each row instead of over the rows",
        lambda error: error.sum(axis=1, keepdims=True),
        "bias gradients stayed at 0",
        lambda error: np.zeros((1, error.shape[1])),
        "bias gradients were flat, without keepdims",
        lambda error: error.sum(axis=0),
    )
    db2 = either(
        total(into_W2),
        "db2 were the mean of all entries",
        np.mean(into_W2) * m,
        "db2 were one number, the sum of all entries",
        np.sum(into_W2),
        "db2 weren't summed over the rows",
        into_W2,
    )
    db1 = either(
        total(hidden),
        "db1 were one number, the mean of all entries",
        np.mean(hidden) * m,
        "db1 were one number, the sum of all entries",
        np.sum(hidden),
        "db1 weren't summed over the rows",
        hidden,
        "db1 were a column",
        total(hidden).reshape(-1, 1),
        "db1 came from the error before the hidden slope",
        total(back),
    )
    return dW1, db1 / per_unit, dW2, db2 / per_unit
