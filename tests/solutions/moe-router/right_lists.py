"""Token by token, with sorted() and a counter."""

import math
from collections import Counter

import numpy as np


def probabilities(z):
    top = max(z)
    e = [math.exp(v - top) for v in z]
    return [v / sum(e) for v in e]


def route(x, Wg, k):
    m, E = len(x), Wg.shape[1]
    weights, counts, belief = np.zeros((m, E)), Counter(), [0.0] * E
    for t in range(m):
        z = [sum(x[t][j] * Wg[j][e] for j in range(len(Wg))) for e in range(E)]
        best = sorted(range(E), key=lambda e: (-z[e], e))[:k]
        counts.update(best)
        for e, p in zip(best, probabilities([z[e] for e in best])):
            weights[t, e] = p
        belief = [a + p / m for a, p in zip(belief, probabilities(z))]
    return weights, E * sum(counts[e] / (m * k) * belief[e] for e in range(E))
