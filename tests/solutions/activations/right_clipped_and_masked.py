# Clipped exponents, masks that multiply, hyperbolic cosine: correct, though with warnings and odd corner cases.
import numpy as np


def floats(z):
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def sigmoid(z):
    z = floats(z)
    return np.reciprocal(1.0 + np.exp(np.clip(-z, -80, 80)))


def sigmoid_grad(z):
    z = floats(z)
    e = np.exp(-np.minimum(np.abs(z), 80))
    return e / (1 + e) ** 2


def relu(z):
    z = floats(z)
    return z * (z > 0)


def relu_grad(z):
    return np.where(z > 0, 1.0, 0.0)


def leaky_relu(z, alpha=0.01):
    z = floats(z)
    return relu(z) - alpha * relu(-z)


def tanh_grad(z):
    z = floats(z)
    return np.cosh(np.clip(z, -300, 300)) ** -2.0


def softmax(z, axis=-1):
    z = floats(z)
    log_p = z - np.logaddexp.reduce(z, axis=axis, keepdims=True)
    return np.exp(log_p)


def softmax_jacobian(z):
    s = softmax(z)
    J = -np.einsum("i,j->ij", s, s)
    J[np.diag_indices(len(s))] += s
    return J
