import numpy as np


class Activation:
    """Brings the input to floating point once, and keeps it."""

    def __init__(self, z):
        arr = np.asarray(z)
        self.dtype = (
            arr.dtype if arr.dtype in (np.dtype("float32"), np.dtype("float64")) else np.dtype("float64")
        )
        self.z = arr.astype(self.dtype)


class Sigmoid(Activation):
    def value(self):
        z = self.z
        e = np.exp(np.minimum(z, -z))
        return np.where(z >= 0, np.ones_like(e), e) / (1 + e)

    def slope(self):
        s = self.value()
        return s - s * s


class Relu(Activation):
    def value(self):
        return self.z * self.slope()

    def slope(self):
        return (self.z > 0).astype(self.dtype)


class Softmax(Activation):
    def value(self, axis):
        e = np.exp(self.z - self.z.max(axis, keepdims=True))
        return e / e.sum(axis, keepdims=True)

    def jacobian(self):
        p = self.value(0)
        return np.diag(p) - np.outer(p, p)


def sigmoid(z):
    return Sigmoid(z).value()


def sigmoid_grad(z):
    return Sigmoid(z).slope()


def relu(z):
    return Relu(z).value()


def relu_grad(z):
    return Relu(z).slope()


def leaky_relu(z, alpha=0.01):
    act = Relu(z)
    return act.z * np.where(act.z > 0, 1.0, alpha).astype(act.dtype)


def tanh_grad(z):
    t = np.tanh(Activation(z).z)
    return 1 - t**2


def softmax(z, axis=-1):
    return Softmax(z).value(axis)


def softmax_jacobian(z):
    return Softmax(z).jacobian()
