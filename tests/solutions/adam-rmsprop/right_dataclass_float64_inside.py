# nnprep: adam-rmsprop
from dataclasses import dataclass

import numpy as np


@dataclass
class Moment:
    value: np.ndarray
    decay: float

    def push(self, x):
        self.value = self.value * self.decay + x * (1 - self.decay)
        return self

    def corrected(self, t):
        return self.value / (1 - self.decay ** t)


def up(a):
    return np.asarray(a, dtype=np.float64)


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    sq = Moment(up(s), rho).push(up(g) ** 2)
    moved = up(w) - lr * up(g) / (np.sqrt(sq.value) + eps)
    return np.array(moved, dtype=w.dtype), np.array(sq.value, dtype=s.dtype)


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    first = Moment(up(m), beta1).push(up(g))
    second = Moment(up(v), beta2).push(up(g) ** 2)
    moved = up(w) * (1 - lr * weight_decay)
    moved = moved - lr * first.corrected(t) / (np.sqrt(second.corrected(t)) + eps)
    return np.array(moved, w.dtype), np.array(first.value, m.dtype), np.array(second.value, v.dtype)
