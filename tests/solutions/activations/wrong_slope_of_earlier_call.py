# expect: sigmoid-grad-of-earlier-call
# nnprep: activations
import numpy as np

_cache = {"s": None}

def _a(z):
    z = np.asarray(z)
    return z if z.dtype == np.float32 else z.astype(np.float64)

def sigmoid(z):
    z = _a(z)
    e = np.exp(-np.abs(z))
    s = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    _cache["s"] = s
    return s

def sigmoid_grad(z):
    s = _cache["s"]
    if s is None or s.shape != np.shape(z) or s.dtype != _a(z).dtype:
        s = sigmoid(z)
    return s * (1 - s)

def relu(z):
    return np.maximum(_a(z), 0)

def relu_grad(z):
    z = _a(z)
    return (z > 0).astype(z.dtype)

def leaky_relu(z, alpha=0.01):
    z = _a(z)
    return np.where(z >= 0, z, float(alpha) * z)

def tanh_grad(z):
    t = np.tanh(_a(z))
    return 1 - t * t

def softmax(z, axis=-1):
    z = _a(z)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

def softmax_jacobian(z):
    s = softmax(z)
    return np.diag(s) - np.outer(s, s)
