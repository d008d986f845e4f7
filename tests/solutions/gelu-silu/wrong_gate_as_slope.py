# expect: dgelu-no-product-rule
import numpy as np


def tanh_of(z):
    return np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * np.power(z, 3)))


def gelu(z):
    return (1 + tanh_of(z)) * z / 2


def gelu_grad(z):
    return (tanh_of(z) + 1) / 2


def sig(x):
    small = np.exp(-abs(x))
    return np.where(x < 0, small, 1.0) / (1.0 + small)


def silu(z):
    return sig(z) * z


def silu_grad(z):
    s = sig(z)
    return s * (1 + z * (1 - s))
