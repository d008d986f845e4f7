# expect: log2 + mean-of-everything
import numpy as np


def softmax_cross_entropy(logits, y):
    data = np.asarray(logits)
    centred = data.astype(np.float64) - np.mean(data)
    num = np.exp(centred)
    den = num.sum(axis=-1)
    p = num / den[:, None]
    n = p.shape[0]
    bits = np.log2(den) - centred[np.arange(n), y] / np.log(2)
    d = p.copy()
    d[np.arange(n), y] -= 1.0
    d /= n
    return float(bits.mean()), d.astype(np.float32) if data.dtype == np.float32 else d
