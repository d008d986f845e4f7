import numpy as np

ROOT = np.sqrt(2 / np.pi)
CUBIC = 0.044715


def gelu(z):
    # The root multiplies the sum of both terms.
    u = ROOT * (z + CUBIC * z**3)
    return 0.5 * z * (1 + np.tanh(u))


def gelu_grad(z):
    u = ROOT * (z + CUBIC * z**3)
    t = np.tanh(u)
    # z appears twice in the product: once as the factor, once inside the gate.
    gate = 0.5 * (1 + t)
    inner = ROOT * (1 + 3 * CUBIC * z**2)
    gate_slope = 0.5 * (1 - t**2) * inner
    return gate + z * gate_slope


def sigmoid(z):
    # The exponent is never positive, so nothing overflows.
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def silu(z):
    return z * sigmoid(z)


def silu_grad(z):
    gate = sigmoid(z)
    gate_slope = gate * (1 - gate)
    return gate + z * gate_slope
