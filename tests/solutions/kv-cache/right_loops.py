# Plain lists of numbers and math.exp.
import math

import numpy as np


def times(x, W):
    return [math.fsum(float(x[i]) * float(W[i, j]) for i in range(W.shape[0])) for j in range(W.shape[1])]


class CachedAttention:
    def __init__(self, Wq, Wk, Wv, Wo, heads):
        self.weights = Wq, Wk, Wv, Wo
        self.heads = heads
        self.past = []

    def step(self, x):
        q, k, v = (times(x, W) for W in self.weights[:3])
        self.past.append((k, v))
        width = len(q) // self.heads
        joined = []
        for h in range(self.heads):
            own = range(h * width, (h + 1) * width)
            scores = [sum(q[j] * key[j] for j in own) / math.sqrt(width) for key, _ in self.past]
            top = max(scores)
            e = [math.exp(s - top) for s in scores]
            joined += [sum(p * value[j] for p, (_, value) in zip(e, self.past)) / sum(e) for j in own]
        return np.array(times(joined, self.weights[3]))

    @property
    def length(self):
        return len(self.past)

    def reset(self):
        del self.past[:]
