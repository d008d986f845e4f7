# expect: broadcast
import numpy as np


def bce_with_logits(z, y):
    z = z.astype(np.result_type(z, np.float32))
    y = y.astype(z.dtype)
    p = (1 + np.tanh(z / 2)) / 2
    loss = np.where(z > 0, z, 0) - y * z + np.log1p(np.exp(-np.fabs(z)))
    return np.mean(loss), (p - y) / len(z)
