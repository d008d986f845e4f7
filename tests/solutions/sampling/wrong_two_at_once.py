# expect: order-not-restored + temperature-multiplies
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    if temperature == 0:
        return np.eye(len(z))[z.argmax()]
    s = np.array(sorted(z, reverse=True)) * temperature
    w = np.exp(s - s[0])
    if top_k is not None:
        w[top_k:] = 0
    w /= w.sum()
    if top_p is not None:
        n = int((np.cumsum(w) < top_p).sum()) + 1
        w[n:] = 0
        w /= w.sum()
    return w


def sample(probs, u):
    total = np.cumsum(probs)
    hit = np.where(total > u)[0]
    return int(hit[0]) if hit.size else int(np.where(probs > 0)[0][-1])
