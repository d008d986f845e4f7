# expect: sigmoid-exp-over-both-ends
import numpy as np


def floats(z):
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def sigmoid(z):
    z = floats(z)
    powers = np.exp(z)
    return powers / (powers + 1)


def sigmoid_grad(z):
    z = floats(z)
    return np.prod([sigmoid(z), sigmoid(-z)], axis=0)


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
    return 1 - np.tanh(z) ** 2


def softmax(z, axis=-1):
    z = floats(z)
    z = np.moveaxis(z, axis, 0)
    e = np.exp(z - z.max(axis=0))
    return np.moveaxis(e / e.sum(axis=0), 0, axis)


def softmax_jacobian(z):
    s = softmax(z)
    return s[:, None] * (np.eye(s.size) - s[None, :])
