# expect: lr-twice
import numpy as np


def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    push = np.multiply(lr, g)
    v = push + np.multiply(mu, v)
    direction = push + mu * v if nesterov else v
    return np.subtract(w, lr * direction), v
