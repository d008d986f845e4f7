# expect: nucleus-not-renormalised
from dataclasses import dataclass
import numpy as np


@dataclass
class Config:
    temperature: float
    top_k: object
    top_p: object


def _rank(z):
    return np.lexsort((np.arange(z.shape[0]), -z))


def _run(z, cfg):
    if cfg.temperature == 0:
        p = np.zeros_like(z)
        p[int(np.argmax(z))] = 1.0
        return p
    order = _rank(z)
    s = (z - z.max()) / cfg.temperature
    if cfg.top_k is not None:
        s[order[cfg.top_k:]] = -np.inf
    e = np.exp(s - s.max())
    p = e / e.sum()
    if cfg.top_p is not None:
        c = p[order].cumsum()
        n = 1 + int((c < cfg.top_p).sum())
        p[order[n:]] = 0.0
    return p


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    return _run(z, Config(temperature, top_k, top_p))


def sample(probs, u):
    total = 0.0
    for i in range(probs.shape[0]):
        total = total + probs[i]
        if total > u:
            return i
    while probs[i] == 0:
        i -= 1
    return i
