# expect: dsig-pre-as-post
import numpy as np


def floats(z):
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def sigmoid(z):
    z = floats(z)
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def sigmoid_grad(z):
    z = floats(z)
    return z - z * z


def relu(z):
    z = floats(z)
    return (z + np.abs(z)) / 2


def relu_grad(z):
    return np.heaviside(z, 0)


def leaky_relu(z, alpha=0.01):
    z = floats(z)
    return np.maximum(z, alpha * z)


def tanh_grad(z):
    z = floats(z)
    s = sigmoid(2.0 * z)
    return 4 * s * (1 - s)


def softmax(z, axis=-1):
    z = floats(z)
    z = np.moveaxis(z, axis, 0)
    e = np.exp(z - z.max(axis=0))
    return np.moveaxis(e / e.sum(axis=0), 0, axis)


def softmax_jacobian(z):
    s = softmax(z)
    return s[:, None] * (np.eye(s.size) - s[None, :])
