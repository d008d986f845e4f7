# The mean of the forward and the backward difference is the central one.
import math

import numpy as np


def numerical_grad(f, x, h=1e-5):
    p = np.array(x, dtype="f8")
    here = f(p)
    g = np.zeros(p.shape)
    for index, value in np.ndenumerate(np.array(p)):
        p[index] = value + h
        forward = (f(p) - here) / h
        p[index] = value - h
        backward = (here - f(p)) / h
        p[index] = value
        g[index] = 0.5 * (forward + backward)
    return g


def rel_error(a, b):
    def norm(v):
        return math.sqrt(math.fsum(float(u) ** 2 for u in np.ravel(v)))

    both = norm(a) + norm(b)
    if both == 0:
        return 0
    return norm(np.asarray(a, float) - np.asarray(b, float)) / both
