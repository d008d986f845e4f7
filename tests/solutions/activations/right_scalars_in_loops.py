# One number at a time with the math module, into arrays of the right dtype.
import math

import numpy as np


def mapped(function):
    def whole(z):
        z = np.asarray(z)
        out = np.empty(z.shape, dtype=z.dtype if z.dtype.kind == "f" else float)
        for place in np.ndindex(z.shape):
            out[place] = function(float(z[place]))
        return out

    return whole


def logistic(x):
    return 1 / (1 + math.exp(-x)) if x > 0 else 1 - 1 / (1 + math.exp(x))


sigmoid = mapped(logistic)
sigmoid_grad = mapped(lambda x: logistic(x) * logistic(-x))
relu = mapped(lambda x: x if x > 0 else 0.0)
relu_grad = mapped(lambda x: float(x > 0))
tanh_grad = mapped(lambda x: 1 - math.tanh(x) ** 2)


def leaky_relu(z, alpha=0.01):
    return mapped(lambda x: x if x > 0 else alpha * x)(z)


def softmax(z, axis=-1):
    z = np.asarray(z)
    z = z if z.dtype.kind == "f" else z.astype(float)
    rows = np.moveaxis(z, axis, -1)
    out = np.empty_like(rows)
    for place in np.ndindex(rows.shape[:-1]):
        top = rows[place].max()
        weights = [math.exp(x - top) for x in rows[place]]
        out[place] = [weight / sum(weights) for weight in weights]
    return np.moveaxis(out, -1, axis)


def softmax_jacobian(z):
    p = softmax(z)
    return np.array(
        [[p[i] * (float(i == j) - p[j]) for j in range(len(p))] for i in range(len(p))], dtype=p.dtype
    )
