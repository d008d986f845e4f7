# One long vector, taken apart again.
import numpy as np


def clip_by_global_norm(grads, max_norm):
    flat = np.concatenate([np.ravel(g) for g in grads])
    norm = np.linalg.norm(flat)
    if norm > max_norm:
        flat = flat * (max_norm / norm)
    ends = np.cumsum([np.size(g) for g in grads])[:-1]
    return [part.reshape(np.shape(g)) for part, g in zip(np.split(flat, ends), grads)], float(norm)
