# expect: inplace + float32-overflow
import numpy as np


def clip_by_global_norm(grads, max_norm):
    norm = sum(np.sum(g**2) for g in grads) ** 0.5
    if norm > max_norm:
        for g in grads:
            np.multiply(g, max_norm / norm, out=g)
    return grads, norm
