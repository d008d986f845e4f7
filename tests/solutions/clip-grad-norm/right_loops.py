# Number by number.
import math

import numpy as np


def clip_by_global_norm(grads, max_norm):
    total = 0.0
    for g in grads:
        for value in g.flat:
            total += float(value) ** 2
    norm = total**0.5
    out = []
    for g in grads:
        new = np.zeros(g.shape, g.dtype)
        for i in np.ndindex(g.shape):
            new[i] = g[i] if norm <= max_norm else g[i] / norm * max_norm
        out.append(new)
    return out, math.sqrt(total)
