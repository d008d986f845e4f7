# expect: grad-label-smoothing
import numpy as np


def softmax_cross_entropy(logits, y):
    z = np.array(logits, dtype=logits.dtype if logits.dtype.kind == "f" else np.float64)
    m, K = z.shape
    z -= np.amax(z, axis=1)[:, None]
    logp = z - np.log(np.exp(z).sum(axis=1))[:, None]
    loss = -np.mean(np.take_along_axis(logp, np.reshape(y, (m, 1)).astype(int), axis=1))
    d = np.exp(logp)
    t = (np.arange(K) == np.reshape(y, (m, 1))).astype(z.dtype)
    d = (d - (0.9 * t + 0.1 / K)) / m
    return float(loss), d
