# expect: inplace
import numpy as np


def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    np.multiply(v, mu, out=v)
    np.add(v, g, out=v)
    if nesterov:
        return w - lr * mu * v - lr * g, v
    return w - lr * v, v
