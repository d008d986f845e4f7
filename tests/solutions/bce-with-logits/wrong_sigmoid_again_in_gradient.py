# expect: derived:error
import numpy as np


def bce_with_logits(z, y):
    kind = z.dtype if z.dtype.kind == "f" else np.dtype(float)
    x = z.astype(kind)
    t = np.reshape(y, x.shape).astype(kind)
    cost = t * np.logaddexp(0, -x) + (1 - t) * np.logaddexp(0, x)
    p = kind.type(0.5) * (1 + np.tanh(x / 2))
    twice = kind.type(0.5) * (1 + np.tanh(p / 2))
    return np.sum(cost) / x.size, (twice - t) / x.size
