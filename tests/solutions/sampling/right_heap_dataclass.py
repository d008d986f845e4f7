# nnprep: sampling
from dataclasses import dataclass
from itertools import accumulate
import heapq
import numpy as np


@dataclass(order=True)
class Token:
    key: float       # minus the logit: the best token is the smallest
    index: int
    prob: float = 0.0


def _weigh(tokens, temperature):
    first = tokens[0].key
    with np.errstate(over='ignore'):
        w = np.exp(np.array([-(t.key - first) for t in tokens]) / temperature)
    w = w / w.sum()
    for t, v in zip(tokens, w):
        t.prob = float(v)


def _nucleus(tokens, top_p):
    totals = list(accumulate(t.prob for t in tokens))
    n = next((i + 1 for i, c in enumerate(totals) if c >= top_p), len(tokens))
    for t in tokens[:n]:
        t.prob /= totals[n - 1]
    return tokens[:n]


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    k = len(z) if top_k is None else min(int(top_k), len(z))
    if temperature == 0:
        k, top_p, temperature = 1, None, 1.0
    tokens = heapq.nsmallest(k, [Token(-float(v), i) for i, v in enumerate(z)])
    _weigh(tokens, temperature)
    if top_p is not None:
        tokens = _nucleus(tokens, top_p)
    out = np.zeros(len(z), dtype=np.float64)
    for t in tokens:
        out[t.index] = t.prob
    return out


def sample(probs, u):
    positive = [i for i, v in enumerate(probs) if v > 0]
    for i, c in zip(positive, accumulate(float(probs[i]) for i in positive)):
        if c > u:
            return i
    return positive[-1]
