# tensordot over all leading axes, whose number it takes from dout.
import numpy as np


class Layer:
    def __init__(self, x, W):
        self.x, self.W = x, W


def linear_forward(x, W, b):
    return np.add(np.tensordot(x, W, axes=1), b), Layer(x, W)


def linear_backward(dout, cache):
    leading = list(range(dout.ndim - 1))
    dW = np.tensordot(cache.x, dout, axes=(leading, leading))
    db = dout.sum(axis=tuple(leading))
    return [np.tensordot(dout, cache.W, axes=([-1], [1])), dW, db]
