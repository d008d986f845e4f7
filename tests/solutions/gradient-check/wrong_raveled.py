# expect: ravel-copy
import numpy as np


def numerical_grad(f, x, h=1e-5):
    p = np.array(x, dtype=float)
    flat = p.ravel()
    g = np.zeros(flat.size)
    for i in range(flat.size):
        keep = flat[i]
        flat[i] = keep + h
        high = f(p)
        flat[i] = keep - h
        low = f(p)
        flat[i] = keep
        g[i] = (high - low) / (2 * h)
    return g.reshape(p.shape)


def rel_error(a, b):
    s = np.linalg.norm(a) + np.linalg.norm(b)
    return np.linalg.norm(a - b) / s if s else 0.0
