# expect: keeps-dtype
import numpy as np


def numerical_grad(f, x, h=1e-5):
    p = x.copy()
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        value = x[i]
        p[i] = value + h
        high = f(p)
        p[i] = value - h
        low = f(p)
        p[i] = value
        g[i] = (high - low) / (2 * h)
    return g


def rel_error(a, b):
    s = np.linalg.norm(a) + np.linalg.norm(b)
    return np.linalg.norm(a - b) / s if s else 0.0
