# expect: by-value
import numpy as np


def clip_by_global_norm(grads, max_norm):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in grads], dtype=float))
    if norm > max_norm:
        return [np.minimum(np.maximum(g, -max_norm), max_norm) for g in grads], norm
    return list(grads), norm
