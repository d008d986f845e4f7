# expect: gelu-root-missing
import numpy as np

C = 2 / np.pi


def gelu(z):
    return z / 2 * (1 + np.tanh(C * (z + 0.044715 * z**3)))


def gelu_grad(z):
    th = np.tanh(C * (z + 0.044715 * z**3))
    return 0.5 + th / 2 + z / 2 * (1 - th**2) * C * (1 + 3 * 0.044715 * z**2)


def sig(x):
    small = np.exp(-abs(x))
    return np.where(x < 0, small, 1.0) / (1.0 + small)


def silu(z):
    return sig(z) * z


def silu_grad(z):
    s = sig(z)
    return s * (1 + z * (1 - s))
