# expect: aux-share-per-row
import numpy as np


def route(x, Wg, k):
    z = x @ Wg
    E = z.shape[1]
    mask = np.full(z.shape, -np.inf)
    order = np.argsort(-z, axis=1, kind="stable")
    np.put_along_axis(mask, order[:, :k], 0.0, axis=1)
    p, w = (np.exp(v - v.max(axis=1, keepdims=True)) for v in (z, z + mask))
    p, w = p / p.sum(axis=1, keepdims=True), w / w.sum(axis=1, keepdims=True)
    return w, E * np.sum((mask == 0).mean(axis=0) * p.mean(axis=0))
