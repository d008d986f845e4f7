# expect: divide-by-h + rel-absolute
import numpy as np


def numerical_grad(f, x, h=1e-5):
    p = np.array(x, dtype=float)
    g = np.zeros_like(p)
    for i in np.ndindex(p.shape):
        e = np.zeros_like(p)
        e[i] = h
        g[i] = (f(p + e) - f(p - e)) / h
    return g


def rel_error(a, b):
    return float(np.linalg.norm(a - b))
