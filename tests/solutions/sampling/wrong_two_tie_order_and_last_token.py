# expect: sample-clipped-to-the-last + ties-higher-index
import numpy as np


def filter_logits(z, temperature=1.0, top_k=None, top_p=None):
    V = z.shape[0]
    if temperature == 0:
        return np.eye(V)[np.argmax(z)]
    order = np.argsort(z, kind='stable')[::-1]
    if top_k is not None:
        order = order[:top_k]
    p = np.exp((z[order] - z.max()) / temperature)
    p = p / np.einsum('i->', p)
    if top_p is not None:
        n = int(np.searchsorted(np.cumsum(p), top_p)) + 1
        order, p = order[:n], p[:n]
        p = p / np.einsum('i->', p)
    out = np.zeros(V)
    out[order] = p
    return out


def sample(probs, u):
    cdf = np.cumsum(probs)
    for i in range(len(cdf)):
        if u < cdf[i]:
            return i
    return len(cdf) - 1
