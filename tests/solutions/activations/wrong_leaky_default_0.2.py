# expect: leaky-default-fifth

import numpy as np


def number(z):
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def sigmoid(z):
    z = number(z)
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small, z.dtype.type(1)) / (1 + small)


def sigmoid_grad(z):
    s = sigmoid(z)
    return s - s**2


def relu(z):
    return np.maximum(number(z), 0)


def relu_grad(z):
    z = number(z)
    return (z > 0).astype(z.dtype)


def leaky_relu(z, alpha=0.2):
    z = number(z)
    return np.where(z > 0, z, z * z.dtype.type(alpha))


def tanh_grad(z):
    z = number(z)
    return 1 - np.tanh(z) ** 2


def softmax(z, axis=-1):
    z = number(z)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_jacobian(z):
    z = number(z)
    e = np.exp(z - z.max())
    s = e / e.sum()
    return np.diag(s) - np.outer(s, s)
