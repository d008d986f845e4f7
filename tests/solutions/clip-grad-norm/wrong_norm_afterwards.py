# expect: returns-clipped-norm
import numpy as np


def norm_of(grads):
    return float(np.sqrt(sum(np.sum(g.astype(np.float64) ** 2) for g in grads)))


def clip_by_global_norm(grads, max_norm):
    norm = norm_of(grads)
    if norm > max_norm:
        grads = [g / norm * max_norm for g in grads]
    return grads, norm_of(grads)
