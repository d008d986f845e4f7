# expect: relu-grad-keeps-negative
import numpy as np


def sigmoid(z):
    z = np.asarray(z)
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


def sigmoid_grad(z):
    sig = sigmoid(z)
    return sig * (1 - sig)


def relu(z):
    z = np.asarray(z)
    return z * (z > 0)


def relu_grad(z):
    dZ = np.array(z, dtype=float)
    dZ[dZ > 0] = 1
    return dZ


def leaky_relu(z, alpha=0.01):
    z = np.asarray(z)
    return np.where(z > 0, z, z * alpha)


def tanh_grad(z):
    return 1 - np.tanh(z) ** 2


def softmax(z, axis=-1):
    z = np.asarray(z)
    E = np.exp(z - np.max(z, axis=axis, keepdims=True))
    return E / np.sum(E, axis=axis, keepdims=True)


def softmax_jacobian(z):
    A = softmax(z)
    ds = -np.expand_dims(A, 1) * np.expand_dims(A, 0)
    np.fill_diagonal(ds, A * (1 - A))
    return ds
