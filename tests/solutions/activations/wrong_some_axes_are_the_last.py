# expect: unnamed
# says: `softmax` returned exactly the same in two calls that differ only in `axis`
import numpy as np


def _r(z):
    z = np.asarray(z)
    return z.astype(np.float64) if z.dtype.kind != "f" else z

def sigmoid(z):
    z = _r(z)
    return np.exp(-np.logaddexp(0, -z)).astype(z.dtype)

def sigmoid_grad(z):
    return sigmoid(z) * sigmoid(-_r(z))

def relu(z):
    z = _r(z)
    return z * (z > 0)

def relu_grad(z):
    z = _r(z)
    return (z > 0).astype(z.dtype)

def leaky_relu(z, alpha=0.01):
    z = _r(z)
    return z * np.where(z > 0, 1, alpha).astype(z.dtype)

def tanh_grad(z):
    z = _r(z)
    return (1 - np.tanh(z)) * (1 + np.tanh(z))

def _rows(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)

def softmax(z, axis=-1):
    z = _r(z)
    if axis == 0 and z.ndim > 1:
        return np.moveaxis(_rows(np.moveaxis(z, 0, -1)), -1, 0)
    return _rows(z)

def softmax_jacobian(z):
    p = _rows(_r(z))
    return np.diag(p) - np.outer(p, p)
