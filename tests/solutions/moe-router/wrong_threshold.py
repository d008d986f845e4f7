# expect: threshold-counted
import numpy as np


def soft(z):
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def route(x, Wg, k):
    z = x @ Wg
    m, E = z.shape
    kth = np.partition(z, E - k, axis=1)[:, E - k : E - k + 1]
    keep = ~(z < kth)
    weights = soft(np.where(keep, z, -np.inf))
    f = np.count_nonzero(keep, axis=0) / m / k
    return weights, E * (f * soft(z).mean(axis=0)).sum()
