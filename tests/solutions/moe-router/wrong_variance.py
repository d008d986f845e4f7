# expect: unnamed
# The squared coefficient of variation of the load, as older routers had it.
import numpy as np


def route(x, Wg, k):
    z = x @ Wg
    m, E = z.shape
    best = np.argsort(-z, axis=1, kind="stable")[:, :k]
    weights = np.zeros_like(z)
    e = np.exp(np.take_along_axis(z, best, 1) - z.max(axis=1, keepdims=True))
    np.put_along_axis(weights, best, e / e.sum(axis=1, keepdims=True), 1)
    load = np.bincount(best.ravel(), minlength=E)
    return weights, float(load.var() / load.mean() ** 2)
