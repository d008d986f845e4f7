"""Both functions are z times a sigmoid, and share it and its slope."""

import numpy as np


def gate(a):
    out = np.empty_like(a)
    right = a >= 0
    out[right] = 1 / (1 + np.exp(-a[right]))
    e = np.exp(a[~right])
    out[~right] = e / (1 + e)
    return out


def gated(z, argument, slope):
    g = gate(argument)
    return z * g, g + z * g * gate(-argument) * slope


def both_gelus(z):
    root8 = np.sqrt(8 / np.pi)
    return gated(z, root8 * (z + 0.044715 * z**3), root8 * (1 + 0.134145 * z * z))


def gelu(z):
    return both_gelus(z)[0]


def gelu_grad(z):
    return both_gelus(z)[1]


def silu(z):
    return gated(z, z, 1.0)[0]


def silu_grad(z):
    return gated(z, z, 1.0)[1]
