# expect: clip-1e-7
import numpy as np


def bce_with_logits(z, y):
    z = z * 1.0
    y = np.asarray(y, z.dtype).reshape(z.shape)
    p = np.where(z < 0, np.exp(-np.abs(z)), 1) / (1 + np.exp(-np.abs(z)))
    q = np.minimum(np.maximum(p, 1e-7), 1 - 1e-7)
    costs = np.where(y == 1, -np.log(q), np.where(y == 0, -np.log(1 - q), -y * np.log(q) - (1 - y) * np.log(1 - q)))
    return costs.mean(), ((p - y) / z.size).astype(z.dtype)
