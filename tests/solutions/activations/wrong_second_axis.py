# expect: leaky-constant + softmax-new-axis-second
# nnprep: activations
import numpy as np

def flt(z):
    z = np.asarray(z)
    return z if z.dtype == np.float32 else z.astype(np.float64)

def sigmoid(z):
    return np.exp(-np.logaddexp(np.zeros_like(flt(z)), -flt(z)))

def sigmoid_grad(z):
    return sigmoid(flt(z)) * sigmoid(-flt(z))

def relu(z):
    return flt(z).clip(min=0)

def relu_grad(z):
    return (flt(z) > 0).astype(flt(z).dtype)

def leaky_relu(z, alpha=0.01):
    z = flt(z)
    return np.where(z > 0, z, z.dtype.type(alpha))

def tanh_grad(z):
    return 1 - np.tanh(flt(z)) ** 2

def softmax(z, axis=-1):
    z = flt(z)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    if z.ndim == 1:
        return e / e.sum()
    return e / e.sum(axis=axis)[:, None]

def softmax_jacobian(z):
    q = softmax(z)
    return np.diag(q) - q.reshape(-1, 1) * q
