"""Number by number."""

import numpy as np


def sgd_momentum(w, g, v, lr, mu=0.9, nesterov=False):
    weights, velocity = np.array(w), np.array(v)
    for index, slope in np.ndenumerate(g):
        velocity[index] = mu * velocity[index] + slope
        ahead = velocity[index]
        if nesterov:
            ahead = slope + mu * ahead
        weights[index] = weights[index] - lr * ahead
    return weights, velocity
