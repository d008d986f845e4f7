# Positive and negative logits apart, by masks.
import numpy as np


def bce_with_logits(z, y):
    shape, m = z.shape, z.size
    v = z.reshape(m)
    if not np.issubdtype(v.dtype, np.floating):
        v = v * 1.0
    t = y.reshape(m)
    if not np.issubdtype(t.dtype, np.floating):
        t = t.astype(v.dtype)
    loss = np.zeros_like(v)
    grad = np.zeros_like(v)
    pos = v > 0
    e = np.exp(-v[pos])
    loss[pos] = (1 - t[pos]) * v[pos] + np.log1p(e)
    grad[pos] = 1 / (1 + e) - t[pos]
    e = np.exp(v[~pos])
    loss[~pos] = np.log1p(e) - t[~pos] * v[~pos]
    grad[~pos] = e / (1 + e) - t[~pos]
    return float(loss.mean()), (grad / m).reshape(shape)
