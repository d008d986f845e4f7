# A flat C-ordered copy, put into shape for every call.
import numpy as np


def numerical_grad(f, x, h=1e-5):
    shape = np.shape(x)
    flat = np.array(x, dtype=np.float64).reshape(-1)
    result = []
    for i in range(flat.size):
        up, down = flat.copy(), flat.copy()
        up[i] += h
        down[i] -= h
        result.append((f(up.reshape(shape)) - f(down.reshape(shape))) / (2 * h))
    return np.array(result, dtype=float).reshape(shape)


def rel_error(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    numerator = np.sqrt(np.sum((a - b) ** 2))
    denominator = np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2))
    return numerator / denominator if denominator else 0.0
