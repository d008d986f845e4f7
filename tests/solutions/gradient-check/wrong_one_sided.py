# expect: forward-difference
import numpy as np


def numerical_grad(f, x, h=1e-5):
    p = np.array(x, dtype=float)
    start = f(p)
    g = np.zeros_like(p)
    for i in np.ndindex(*p.shape):
        q = p.copy()
        q[i] += h
        g[i] = (f(q) - start) / h
    return g


def rel_error(a, b):
    s = np.linalg.norm(a) + np.linalg.norm(b)
    return np.linalg.norm(a - b) / s if s else 0.0
