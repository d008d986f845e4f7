# expect: grad-temperature-2
import numpy as np


def softmax_cross_entropy(logits, y):
    z = np.array(logits, dtype=logits.dtype if logits.dtype.kind == "f" else np.float64)
    m, K = z.shape
    z -= np.amax(z, axis=1)[:, None]
    logp = z - np.log(np.exp(z).sum(axis=1))[:, None]
    loss = -np.mean(np.take_along_axis(logp, np.reshape(y, (m, 1)).astype(int), axis=1))
    d = np.exp(z / 2.0)
    d = d / d.sum(axis=1, keepdims=True)
    t = (np.arange(K) == np.reshape(y, (m, 1))).astype(z.dtype)
    d = (d - t) / m
    return float(loss), d
