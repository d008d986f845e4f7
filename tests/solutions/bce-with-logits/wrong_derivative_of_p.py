# expect: grad-wrt-p
import numpy as np


def bce_with_logits(z, y):
    z = z.astype(np.result_type(z, np.float32))
    y = y.reshape(z.shape).astype(z.dtype)
    e = np.exp(-abs(z))
    p = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    loss = np.mean(np.maximum(z, 0) - y * z + np.log1p(e))
    return loss, (p - y) / (p * (1 - p)) / z.size
