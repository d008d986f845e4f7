# expect: max-added-back
import numpy as np


def softmax_cross_entropy(logits, y):
    z = np.asarray(logits)
    z = z.astype(np.float32 if z.dtype == np.float32 else np.float64)
    top = np.max(z, axis=1, keepdims=True)
    lse = top + np.log(np.sum(np.exp(z - top), axis=1, keepdims=True))
    p = np.exp(z - lse)
    targets = (np.arange(z.shape[1]) == np.asarray(y)[:, None]).astype(z.dtype)
    loss = (lse[:, 0] - z[range(len(z)), y]).mean()
    return float(loss), (p - targets) / z.dtype.type(len(z))
