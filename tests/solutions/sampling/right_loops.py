# nnprep: sampling
import math
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    V = len(z)
    best = 0
    for i in range(V):
        if z[i] > z[best]:
            best = i
    probs = np.zeros(V)
    if temperature == 0:
        probs[best] = 1.0
        return probs

    # Python's sort is stable: among equals the lower index stays in front
    order = sorted(range(V), key=lambda i: -float(z[i]))
    if top_k is not None:
        order = order[:top_k]

    top = float(z[best])
    weights = [math.exp((float(z[i]) - top) / temperature) for i in order]
    total = sum(weights)
    weights = [v / total for v in weights]

    if top_p is not None:
        kept = 0
        mass = 0.0
        while kept < len(order) and (kept == 0 or mass < top_p):
            mass += weights[kept]
            kept += 1
        order, weights = order[:kept], weights[:kept]
        weights = [v / mass for v in weights]

    for i, v in zip(order, weights):
        probs[i] = v
    return probs


def sample(probs, u):
    c = 0.0
    last = 0
    for i in range(len(probs)):
        c += float(probs[i])
        if probs[i] > 0:
            last = i
        if c > u:
            return i
    return last
