# expect: dsilu-z-missing + gelu-square-not-cube
import numpy as np


def tanh_of(z):
    return np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * np.power(z, 3)))


def gelu(z):
    return z * (0.5 + 0.5 * np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z * z)))


def gelu_grad(z):
    th = tanh_of(z)
    return (1 + th) / 2 + z / 2 * (1 - th * th) * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z * z)


def sig(x):
    return np.exp(-np.logaddexp(0, -x))


def silu(z):
    return z * sig(z)


def silu_grad(z):
    return sig(z) + sig(z) * sig(-z)
