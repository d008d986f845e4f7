# nnprep: metrics
from dataclasses import dataclass
from functools import cached_property
import numpy as np


@dataclass
class Pair:
    t: np.ndarray
    p: np.ndarray

    @classmethod
    def of(cls, t, p):
        return cls(np.array(t, dtype=np.int64).ravel(), np.array(p, dtype=np.int64).ravel())

    @cached_property
    def tp(self):
        return int(np.count_nonzero((self.t == 1) & (self.p == 1)))

    @cached_property
    def predicted(self):
        return int(np.count_nonzero(self.p == 1))

    @cached_property
    def positive(self):
        return int(np.count_nonzero(self.t == 1))

    def table(self, K):
        codes, counts = np.unique(self.t * K + self.p, return_counts=True)
        flat = np.zeros(K * K, dtype=np.int64)
        flat[codes] = counts
        return flat.reshape(K, K)


def ratio(a, b):
    return float(a) / float(b) if b > 0 else 0.0


def confusion_matrix(t, p, K):
    return Pair.of(t, p).table(K)


def precision_recall_f1(t, p):
    c = Pair.of(t, p)
    return ratio(c.tp, c.predicted), ratio(c.tp, c.positive), ratio(2 * c.tp, c.predicted + c.positive)


def accuracy(t, p):
    c = Pair.of(t, p)
    return ratio(int((c.t == c.p).sum()), len(c.t))
