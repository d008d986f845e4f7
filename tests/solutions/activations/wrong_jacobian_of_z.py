# expect: jacobian-z-for-second-factor + softmax-no-max
import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.asarray(z)))


def sigmoid_grad(z):
    s = sigmoid(z)
    return s * (1 - s)


def relu(z):
    return np.maximum(np.asarray(z), 0)


def relu_grad(z):
    z = np.asarray(z)
    return (z > 0) * 1.0


def leaky_relu(z, alpha=0.01):
    z = np.asarray(z)
    return np.where(z > 0, z, z * alpha)


def tanh_grad(z):
    t = np.tanh(z)
    return 1 - t * t


def softmax(z, axis=-1):
    """Compute the softmax of z."""
    exps = np.exp(z)
    return exps / np.sum(exps, axis=axis, keepdims=True)


def softmax_jacobian(z):
    value = softmax(z)
    gradient = np.zeros((len(value), len(z)))
    for i in range(len(value)):
        for j in range(len(z)):
            if i == j:
                gradient[i, j] = value[i] * (1 - z[i])
            else:
                gradient[i, j] = -value[i] * z[j]
    return gradient
