# expect: derived:another-function
import numpy as np


def floating(z):
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def sigmoid(z):
    z = floating(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(z):
    s = sigmoid(z)
    return s * (1 - s)


def relu(z):
    z = floating(z)
    return np.maximum(z, z * 2)


def relu_grad(z):
    z = floating(z)
    return (z > 0).astype(z.dtype)


def leaky_relu(z, alpha=0.01):
    z = floating(z)
    return np.where(z > 0, z, alpha * z)


def tanh_grad(z):
    t = np.tanh(floating(z))
    return 1 - t**2


def softmax(z, axis=-1):
    z = floating(z)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def softmax_jacobian(z):
    s = softmax(z)
    return np.diag(s) - np.outer(s, s)
