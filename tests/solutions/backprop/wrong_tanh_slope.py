# expect: tanh-derivative + float64-upcast
import numpy as np


def backward(X, y, W2, a1, a2):
    t = np.array(y, dtype=float)[..., None] if np.ndim(y) == 1 else np.array(y, dtype=float)
    delta2 = np.subtract(a2, t)
    delta1 = np.matmul(delta2, np.transpose(W2)) * ((1 + a1) * (1 - a1))
    scale = 1.0 / a2.shape[0]
    return (
        scale * np.matmul(np.transpose(X), delta1),
        scale * np.sum(delta1, 0)[np.newaxis],
        scale * np.matmul(np.transpose(a1), delta2),
        scale * np.sum(delta2, 0)[np.newaxis],
    )
