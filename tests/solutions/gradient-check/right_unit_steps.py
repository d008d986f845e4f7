"""A unit array for each coordinate; two evaluations, no state."""

import numpy as np


def numerical_grad(f, x, h=1e-5):
    x = np.asarray(x).astype(float)
    grad = np.empty_like(x)
    it = np.nditer(x, flags=["multi_index", "zerosize_ok"])
    for _ in it:
        step = np.zeros_like(x)
        step[it.multi_index] = h
        grad[it.multi_index] = (f(x + step) - f(x - step)) / h / 2
    return grad


def rel_error(a, b):
    d = np.subtract(a, b, dtype=float).ravel()
    p, q = np.ravel(a).astype(float), np.ravel(b).astype(float)
    size = np.dot(p, p) ** 0.5 + np.dot(q, q) ** 0.5
    return 0.0 if not size else float(np.dot(d, d) ** 0.5 / size)
