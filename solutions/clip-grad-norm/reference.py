import math

import numpy as np


def clip_by_global_norm(grads, max_norm):
    # In float64, because squares of large float32 numbers overflow.
    norm = math.sqrt(sum(np.sum(np.square(g, dtype=np.float64)) for g in grads))
    # Clipping only shortens, and gradients of 0 never reach the division.
    if norm <= max_norm:
        return [g.copy() for g in grads], norm
    # One factor for all, so the direction stays.
    scale = max_norm / norm
    return [g * scale for g in grads], norm
