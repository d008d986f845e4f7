# expect: no-max-and-log-of-softmax
import numpy as np


def softmax_cross_entropy(logits, y):
    z = np.asarray(logits)
    z = z if z.dtype == np.float32 else z.astype(float)
    r = np.arange(len(z))
    e = np.exp(z)
    own = e[r, y]
    other = e.copy()
    other[r, y] = 0
    loss = np.log1p(other.sum(axis=1) / own).mean()
    p = e / e.sum(axis=1, keepdims=True)
    p[r, y] -= 1
    return loss, p / len(z)
