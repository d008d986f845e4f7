"""Nested calls: the gradient of an array is that of its parts."""

import numpy as np


def numerical_grad(f, x, h=1e-5):
    x = np.array(x, float)
    if x.ndim == 0:
        return np.array((f(x + h) - f(x - h)) / (2 * h))

    def part(i):
        def partial(row):
            moved = x.copy()
            moved[i] = row
            return f(moved)

        return numerical_grad(partial, x[i], h)

    return np.stack([part(i) for i in range(len(x))])


def rel_error(a, b):
    total = sum(np.linalg.norm(np.ravel(v).astype(float)) for v in (a, b))
    with np.errstate(invalid="ignore"):
        ratio = np.linalg.norm(np.ravel(a).astype(float) - np.ravel(b).astype(float)) / total if total > 0 else 0.0
    return float(ratio)
