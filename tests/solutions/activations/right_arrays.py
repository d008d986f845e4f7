# Whole arrays, with different identities from the reference.
import numpy as np


def floats(z):
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def sigmoid(z):
    z = floats(z)
    up = z >= 0
    w = np.exp(np.where(up, -z, z) * 1.0).astype(np.result_type(z, np.float32))
    return np.where(up, 1 / (1 + w), w / (1 + w))


def sigmoid_grad(z):
    a = sigmoid(z)
    return a - a * a


def relu(z):
    z = floats(z)
    return np.where(z < 0, 0, z)


def relu_grad(z):
    return np.heaviside(z, 0)


def leaky_relu(z, alpha=0.01):
    z = floats(z)
    return np.where(z < 0, alpha * z, z)


def tanh_grad(z):
    z = floats(z)
    a = np.tanh(z)
    return (1 - a) * (1 + a)


def softmax(z, axis=-1):
    z = floats(z)
    w = np.exp(z - np.expand_dims(np.max(z, axis), axis))
    return w / np.expand_dims(np.sum(w, axis), axis)


def softmax_jacobian(z):
    a = softmax(z)
    return np.diag(a) - a[:, None] * a
