# In place, but in copies of its own.
import numpy as np


def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    w, v = w.copy(), v.copy()
    np.multiply(v, mu, out=v)
    np.add(v, g, out=v)
    d = v.copy()
    if nesterov:
        d *= mu
        d += g
    w -= np.multiply(d, lr)
    return w, v
