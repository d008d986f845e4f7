# expect: unnamed
# says: tanh_grad is 2 times the square root of what it should be
import numpy as np


def up(z):
    z = np.asarray(z)
    return z + np.float32(0) if z.dtype == np.float32 else z * 1.0


def sigmoid(z):
    z = up(z)
    a = np.exp(-np.abs(z))
    return np.where(z > 0, 1 / (1 + a), a / (1 + a))


def sigmoid_grad(z):
    a = np.exp(-np.abs(up(z)))
    return a / np.square(1 + a)


def relu(z):
    return np.maximum(up(z), 0.0)


def relu_grad(z):
    return np.heaviside(up(z), 0)


def leaky_relu(z, alpha=0.01):
    z = up(z)
    return np.maximum(z, 0) + alpha * np.minimum(z, 0)


def tanh_grad(z):
    with np.errstate(over="ignore"):
        return 4 / (np.exp(up(z)) + np.exp(-up(z)))


def softmax(z, axis=-1):
    z = up(z)
    n = np.exp(z - z.max(axis=axis, keepdims=True))
    return n / n.sum(axis=axis, keepdims=True)


def softmax_jacobian(z):
    s = softmax(z)
    return np.diag(s) - np.outer(s, s)
