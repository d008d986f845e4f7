# expect: unnamed
import numpy as np

arrays = {}


def softmax_cross_entropy(logits, y):
    logits = np.asarray(logits)
    z = logits if logits.dtype == np.float32 else logits.astype(float)
    m = len(z)
    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    rows = np.arange(m)
    dlogits = arrays.setdefault((z.shape, z.dtype), np.empty_like(z))
    dlogits[:] = np.exp(log_p)
    dlogits[rows, y] -= 1
    dlogits /= m
    return float(-log_p[rows, y].mean()), dlogits
