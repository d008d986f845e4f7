# One query at a time, in plain Python numbers.
import itertools
import math

import numpy as np


def attention(Q, K, V, mask=None):
    lead = Q.shape[:-2]
    Tq, d = Q.shape[-2:]
    Tk, dv = V.shape[-2:]
    if mask is None:
        mask = np.ones((Tq, Tk), dtype=bool)
    mask = np.broadcast_to(mask, (*lead, Tq, Tk))
    out = np.zeros((*lead, Tq, dv))
    weights = np.zeros((*lead, Tq, Tk))
    for at in itertools.product(*(range(n) for n in lead)):
        for i in range(Tq):
            seen = [j for j in range(Tk) if mask[at][i, j]]
            if not seen:
                continue
            s = [math.fsum(a * b for a, b in zip(Q[at][i], K[at][j])) / math.sqrt(d) for j in seen]
            top = max(s)
            e = [math.exp(v - top) for v in s]
            total = math.fsum(e)
            for j, v in zip(seen, e):
                weights[at][i, j] = v / total
                out[at][i] += v / total * V[at][j]
    return out, weights


def causal_mask(T):
    return np.array([[j <= i for j in range(T)] for i in range(T)])
