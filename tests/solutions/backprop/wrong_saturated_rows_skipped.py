# expect: guarded-division
import numpy as np


def valid_rows(p):
    return (p > 0) & (p < 1)


def output_delta(p, t):
    d = np.zeros_like(p)
    ok = valid_rows(p)
    d[ok] = p[ok] - t[ok]
    return d / p.dtype.type(len(p))


def backward(X, y, W2, a1, a2):
    t = np.array(y).reshape(-1, 1).astype(a2.dtype)
    d2 = output_delta(a2, t)
    d1 = (d2 * W2.T) * (a1 * (1 - a1))
    return (np.matmul(X.T, d1), np.sum(d1, 0, keepdims=True), np.matmul(a1.T, d2), np.sum(d2, 0, keepdims=True))
