# expect: sigmoid-clip500 + softmax-inf-as-zero
# nnprep: activations
import numpy as np


def _as_float(z):
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def sigmoid(z):
    z = _as_float(z)
    safe = np.clip(z, -500, 500)
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-safe))


def sigmoid_grad(z):
    sg = sigmoid(z)
    return sg * (1 - sg)


def relu(z):
    z = _as_float(z).copy()
    z[z < 0] = 0
    return z


def relu_grad(z):
    return np.sign(relu(z))


def leaky_relu(z, alpha=0.01):
    z = _as_float(z).copy()
    neg = z < 0
    z[neg] = alpha * z[neg]
    return z


def tanh_grad(z):
    return 1 - np.tanh(_as_float(z)) ** 2


def softmax(z, axis=-1):
    z = _as_float(z)
    z = np.where(np.isfinite(z), z, np.zeros_like(z))
    biggest = np.max(z, axis=axis, keepdims=True)
    e = np.exp(z - biggest)
    return e / np.sum(e, axis=axis, keepdims=True)


def softmax_jacobian(z):
    p = softmax(z)
    J = np.diag(p)
    return J - np.outer(p, p)
