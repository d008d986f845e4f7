# expect: gelu-quick
import numpy as np


def sig(x):
    small = np.exp(-abs(x))
    return np.where(x < 0, small, 1.0) / (1.0 + small)


def silu(z):
    return sig(z) * z


def silu_grad(z):
    s = sig(z)
    return s * (1 + z * (1 - s))


def gelu(z):
    return z * sig(1.702 * z)


def gelu_grad(z):
    s = sig(1.702 * z)
    return s + 1.702 * z * s * (1 - s)
