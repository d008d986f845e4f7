# expect: derived:error
# nnprep: softmax
import numpy as np


def softmax_cross_entropy(logits, y):
    z = np.asarray(logits)
    if z.dtype != np.float32:
        z = z.astype(np.float64)
    m = z.shape[0]
    rows = np.arange(m)

    z = z - z.max(axis=1, keepdims=True)
    logsum = np.log(np.exp(z).sum(axis=1, keepdims=True))
    log_p = z - logsum
    loss = -log_p[rows, y].sum() / m

    # d(-log p)/dp = -1/p
    dlogits = np.zeros_like(z)
    dlogits[rows, y] = -1.0 / np.maximum(np.exp(log_p[rows, y]), np.finfo(z.dtype).tiny)
    return float(loss), dlogits / m
