# expect: leaky-sign + softmax-inf-as-zero
import numpy as np


def real(z):
    z = np.asarray(z)
    return z if z.dtype == np.float32 else z.astype(np.float64)


def sigmoid(z):
    q = real(z)
    e = np.exp(-abs(q))
    return np.where(q < 0, e, 1) / (1 + e)


def sigmoid_grad(z):
    v = real(z)
    return sigmoid(v) * sigmoid(-v)


def relu(z):
    v = real(z)
    return np.where(v > 0, v, np.zeros_like(v))


def relu_grad(z):
    q = real(z)
    return (q > 0).astype(q.dtype)


def leaky_relu(z, alpha=0.01):
    v = real(z)
    return np.where(v > 0, v, -alpha * v)


def tanh_grad(z):
    return 1 - np.tanh(real(z)) ** 2


def softmax(z, axis=-1):
    v = np.nan_to_num(real(z), neginf=0.0)
    w = np.exp(v - v.max(axis=axis, keepdims=True))
    return w / w.sum(axis=axis, keepdims=True)


def softmax_jacobian(z):
    p = softmax(z)
    return np.einsum('i,ij->ij', p, np.eye(len(p), dtype=p.dtype) - p[None, :])
