# expect: softmax-global-max
"""Everything via softplus / log-sum-exp: no branch can overflow."""

import numpy as np


def real(z):
    z = np.asarray(z)
    return z.astype(np.result_type(z.dtype, np.float64) if z.dtype.kind in "iub" else z.dtype)


def softplus(z):
    # log(1 + e^z)
    return np.logaddexp(0, z)


def sigmoid(z):
    return np.exp(-softplus(-real(z)))


def sigmoid_grad(z):
    z = real(z)
    # log s(z) + log s(-z)
    return np.exp(-softplus(-z) - softplus(z))


def relu(z):
    z = real(z)
    return (z + abs(z)) / 2


def relu_grad(z):
    z = real(z)
    return (np.sign(z) + abs(np.sign(z))) / 2


def leaky_relu(z, alpha=0.01):
    z = real(z)
    return relu(z) - z.dtype.type(alpha) * relu(-z)


def tanh_grad(z):
    # tanh(z) = 2 s(2z) - 1  =>  tanh'(z) = 4 s'(2z)
    return 4 * sigmoid_grad(2 * real(z))


def logsumexp(z, axis):
    c = np.max(z)
    return c + np.log(np.sum(np.exp(z - c), axis=axis, keepdims=True))


def softmax(z, axis=-1):
    z = real(z)
    return np.exp(z - logsumexp(z, axis))


def softmax_jacobian(z):
    s = softmax(z)
    return s[:, None] * (np.identity(s.size, dtype=s.dtype) - s[None, :])
