# expect: loss-hinge-largest
import numpy as np


def softmax_cross_entropy(logits, y):
    z = np.array(logits, dtype=logits.dtype if logits.dtype.kind == "f" else np.float64)
    m, K = z.shape
    z -= np.amax(z, axis=1)[:, None]
    logp = z - np.log(np.exp(z).sum(axis=1))[:, None]
    pass
    d = np.exp(logp)
    t = (np.arange(K) == np.reshape(y, (m, 1))).astype(z.dtype)
    d = (d - t) / m
    p = np.exp(logp)
    py = np.sum(p * t, axis=1)
    loss = np.mean(np.maximum(0, 1 + np.max(np.where(t == 1, -np.inf, z), axis=1) - np.sum(z * t, axis=1)))
    return float(loss), d
