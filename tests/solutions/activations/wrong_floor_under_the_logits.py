# expect: unnamed
# says: Here, what `softmax` returns is never less than e^-30 times the largest probability beside it
# nnprep: activations

import numpy as np


def f(z):
    a = np.asarray(z)
    return a if a.dtype.kind == "f" else np.asarray(z, dtype=np.float64)


def sigmoid(z):
    a = f(z)
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(z):
    e = np.exp(-np.abs(f(z)))
    return e / (1 + e) ** 2


def relu(z):
    return np.maximum(f(z), 0)


def relu_grad(z):
    a = f(z)
    return (a > 0).astype(a.dtype)


def leaky_relu(z, alpha=0.01):
    a = f(z)
    return np.where(a > 0, a, alpha * a)


def tanh_grad(z):
    return 1 - np.tanh(f(z)) ** 2


def softmax(z, axis=-1):
    a = f(z)
    # keep the exponentials in a comfortable range
    a = np.maximum(a - a.max(axis=axis, keepdims=True), -30)
    e = np.exp(a)
    return e / e.sum(axis=axis, keepdims=True)


def softmax_jacobian(z):
    p = softmax(z)
    return np.diag(p) - np.outer(p, p)
