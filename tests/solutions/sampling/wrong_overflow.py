# expect: no-max
import numpy as np


class Sampler:
    def __init__(self, temperature=1.0, top_k=None, top_p=None):
        self.t, self.k, self.p = temperature, top_k, top_p

    def distribution(self, z):
        if self.t == 0:
            d = np.zeros(z.size)
            d[z.argmax()] = 1.0
            return d
        order = np.argsort(-z, kind='mergesort')
        if self.k is not None:
            order = order[:self.k]
        weights = np.exp(z[order] / self.t)
        weights = weights / weights.sum()
        if self.p is not None:
            before = np.r_[0.0, np.cumsum(weights)[:-1]]
            mask = before < self.p
            order, weights = order[mask], weights[mask] / weights[mask].sum()
        d = np.zeros(z.size)
        d[order] = weights
        return d


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    return Sampler(temperature, top_k, top_p).distribution(z)


def sample(probs, u):
    over = np.cumsum(probs) > u
    return int(over.argmax()) if over.any() else int(np.where(probs > 0)[0].max())
