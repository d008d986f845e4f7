# Forward-mode differentiation: every value carries its derivative.
import numpy as np


class Dual:
    def __init__(self, value, slope):
        self.value, self.slope = value, slope

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.value + other.value, self.slope + other.slope)
        return Dual(self.value + other, self.slope)

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)
        return Dual(self.value * other, self.slope * other)

    def tanh(self):
        t = np.tanh(self.value)
        return Dual(t, self.slope * (1 - t * t))


def gelu_of(x):
    u = (x + x * x * x * 0.044715) * (2 / np.pi) ** 0.5
    return x * (u.tanh() + 1.0) * 0.5


def silu_of(x):
    return x * ((x * 0.5).tanh() + 1.0) * 0.5


def variable(z):
    return Dual(z, np.ones_like(z))


def gelu(z):
    return gelu_of(variable(z)).value


def gelu_grad(z):
    return gelu_of(variable(z)).slope


def silu(z):
    return silu_of(variable(z)).value


def silu_grad(z):
    return silu_of(variable(z)).slope
