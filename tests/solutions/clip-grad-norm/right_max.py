"""Without a branch: divided by the larger of norm and limit."""
from math import fsum, hypot

import numpy as np


def clip_by_global_norm(grads, max_norm):
    norm = hypot(*(float(np.sqrt(np.vdot(g, g))) for g in grads))
    longest = max(norm, max_norm)
    return tuple(g * max_norm / longest for g in grads), norm
