# expect: equal-weights + aux-first-choice
import numpy as np


def route(x, Wg, k):
    z = x @ Wg
    m, E = z.shape
    best = np.argsort(-z, axis=1, kind="stable")[:, :k]
    weights = np.zeros_like(z)
    weights[np.arange(m)[:, None], best] = 1.0 / k
    probs = np.exp(z - z.max(axis=1, keepdims=True))
    probs = probs / probs.sum(axis=1, keepdims=True)
    first = np.eye(E)[z.argmax(axis=1)].mean(axis=0)
    return weights, E * float(first @ probs.mean(axis=0))
