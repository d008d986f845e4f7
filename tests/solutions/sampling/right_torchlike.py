# nnprep: sampling
import numpy as np


def _sort_desc(t):
    idx = np.lexsort((np.arange(t.size), -t))
    return t[idx], idx


def _masked_fill(t, mask, value):
    out = t.copy()
    out[mask] = value
    return out


def _softmax(t):
    t = t - t.max()
    return np.exp(t) / np.exp(t).sum()


class LogitsProcessor:
    def __init__(self, temperature, top_k, top_p):
        self.temperature, self.top_k, self.top_p = temperature, top_k, top_p

    def __call__(self, logits):
        if self.temperature == 0:
            one_hot = np.zeros_like(logits)
            one_hot[logits.argmax()] = 1.0
            return one_hot
        _, indices = _sort_desc(logits)
        with np.errstate(over='ignore'):
            scores = (logits - logits.max()) / self.temperature
        if self.top_k is not None:
            k = min(self.top_k, scores.size)
            remove = np.ones(scores.size, dtype=bool)
            remove[indices[:k]] = False
            scores = _masked_fill(scores, remove, -np.inf)
        probs = _softmax(scores)
        if self.top_p is not None:
            sorted_probs = probs[indices]
            reached = np.cumsum(sorted_probs) >= self.top_p
            sorted_remove = np.zeros_like(reached)
            sorted_remove[1:] = reached[:-1]          # the token that reaches top_p stays
            remove = np.zeros_like(reached)
            remove[indices] = sorted_remove           # scatter
            probs = _masked_fill(probs, remove, 0.0)
            probs = probs / probs.sum()
        return probs


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    return LogitsProcessor(temperature, top_k, top_p)(z)


def sample(probs, u):
    cdf = np.cumsum(probs)
    hits = np.nonzero(cdf > u)[0]
    return hits[0] if hits.size else np.nonzero(probs)[0][-1]
