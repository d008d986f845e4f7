# expect: sum + grad-sign
import numpy as np


def bce_with_logits(z, y):
    z = z.astype(np.result_type(z, np.float32))
    y = y.reshape(z.shape).astype(z.dtype)
    e = np.exp(-np.abs(z))
    p = np.where(z < 0, e, 1).astype(z.dtype) / (1 + e)
    return np.sum(np.maximum(z, 0) - z * y + np.log1p(e)), (y - p) / z.size
