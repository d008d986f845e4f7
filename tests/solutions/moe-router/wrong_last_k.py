# expect: tie-higher-index
import numpy as np


def route(x, Wg, k):
    z = x @ Wg
    m, E = z.shape
    idx = np.argsort(z, axis=1, kind="stable")[:, E - k :]
    weights = np.zeros((m, E))
    counts = np.zeros(E)
    for i in range(m):
        top = z[i, idx[i]]
        e = np.exp(top - top.max())
        weights[i, idx[i]] = e / e.sum()
        counts[idx[i]] += 1
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    return weights, E * np.mean(p, 0) @ counts / (m * k)
