"""The slopes from quantities that a framework keeps; log-space sigmoid."""

import numpy as np

KAPPA = 0.79788456


def _sigma(x):
    return np.exp(-np.logaddexp(0.0, -x))


def gelu(z):
    inner = np.multiply(KAPPA, np.add(z, np.multiply(0.044715, np.power(z, 3))))
    return np.multiply(np.multiply(0.5, z), np.add(1.0, np.tanh(inner)))


def gelu_grad(z):
    tanh = np.tanh(KAPPA * z * (1.0 + 0.044715 * np.square(z)))
    left, right = 0.5 * z, 1.0 + tanh
    left_derivative = 0.5 * right
    right_derivative = left * (1.0 - np.square(tanh)) * KAPPA * (1.0 + 3.0 * 0.044715 * np.square(z))
    return left_derivative + right_derivative


def silu(z):
    return z * _sigma(z)


def silu_grad(z):
    swish = silu(z)
    return swish + _sigma(z) * (1.0 - swish)
