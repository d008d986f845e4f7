# expect: unnamed
# says: `tanh_grad` is nan for large positive numbers, and right for negative ones of the same size
# nnprep: activations

import numpy as np


def _float(z):
    z = np.asarray(z)
    return z if np.issubdtype(z.dtype, np.floating) else z.astype(np.float64)


def sigmoid(z):
    z = _float(z)
    return 0.5 * (1 + np.tanh(0.5 * z)) if z.size and np.all(np.abs(z) < 8) else _sig(z)


def _sig(z):
    t = np.exp(-np.abs(z))
    return np.where(z < 0, t / (1 + t), 1 / (1 + t))


def sigmoid_grad(z):
    t = np.exp(-np.abs(_float(z)))
    return t / np.square(1 + t)


def relu(z):
    z = _float(z)
    return np.where(z > 0, z, np.zeros_like(z))


def relu_grad(z):
    z = _float(z)
    return np.array(z > 0, dtype=z.dtype)


def leaky_relu(z, alpha=0.01):
    z = _float(z)
    return z * np.where(z > 0, 1, alpha).astype(z.dtype)


def tanh_grad(z):
    # derived on paper: tanh' = sech^2 = 4 e^{2z} / (e^{2z} + 1)^2
    with np.errstate(over="ignore", invalid="ignore"):
        u = np.exp(2 * _float(z))
        return 4 * u / (u + 1) ** 2


def softmax(z, axis=-1):
    z = _float(z)
    shifted = z - np.max(z, axis=axis, keepdims=True)
    num = np.exp(shifted)
    return num / np.sum(num, axis=axis, keepdims=True)


def softmax_jacobian(z):
    p = softmax(z)
    return np.diag(p) - np.outer(p, p)
