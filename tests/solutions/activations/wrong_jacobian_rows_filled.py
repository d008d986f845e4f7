# expect: jacobian-rows-filled
import numpy as np


def real(z):
    z = np.asarray(z)
    return z if np.issubdtype(z.dtype, np.floating) else z.astype(np.float64)


def sigmoid(z):
    z = real(z)
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def sigmoid_grad(z):
    p = sigmoid(z)
    return p - p**2


def relu(z):
    return np.fmax(real(z), 0)


def relu_grad(z):
    z = real(z)
    return np.greater(z, 0).astype(z.dtype)


def leaky_relu(z, alpha=0.01):
    z = real(z)
    return np.where(z > 0, z, alpha * z)


def tanh_grad(z):
    return 1 - np.square(np.tanh(real(z)))


def softmax(z, axis=-1):
    z = real(z)
    w = np.exp(z - np.amax(z, axis, keepdims=True))
    return np.divide(w, np.sum(w, axis, keepdims=True))


def softmax_jacobian(z):
    p = softmax(z)
    table = np.zeros((len(p), len(p)), dtype=p.dtype)
    for i, row in enumerate(table):
        for j in range(len(p)):
            row[:] = p[i] * ((i == j) - z[j])
    return table
