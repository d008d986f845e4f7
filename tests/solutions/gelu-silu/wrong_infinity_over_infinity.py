# expect: silu-exp-over
import numpy as np


def tanh_of(z):
    return np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * np.power(z, 3)))


def gelu(z):
    return (1 + tanh_of(z)) * z / 2


def gelu_grad(z):
    th = tanh_of(z)
    return (1 + th) / 2 + z / 2 * (1 - th * th) * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z * z)


def sig(z):
    return np.exp(z) / (np.exp(z) + 1)


def silu(z):
    return z * sig(z)


def silu_grad(z):
    return sig(z) * (1 + z * (1 - sig(z)))
