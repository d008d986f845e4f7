# expect: l1-norm + returns-clipped-norm
import numpy as np


def clip_by_global_norm(grads, max_norm):
    norm = sum(np.abs(g).sum() for g in grads)
    if norm > max_norm:
        return [g * max_norm / norm for g in grads], max_norm
    return [g * 1 for g in grads], norm
