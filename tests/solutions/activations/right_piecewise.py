# Boolean indexing into new arrays, one sign at a time.
import numpy as np


def floats(z):
    z = np.asarray(z)
    return z if z.dtype.kind == "f" else z.astype(float)


def sigmoid(z):
    z = floats(z)
    out = np.empty(z.shape, dtype=np.result_type(z.dtype, np.float32))
    up = z >= 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    w = np.exp(z[~up])
    out[~up] = w / (1 + w)
    return out


def sigmoid_grad(z):
    z = floats(z)
    return sigmoid(z) * sigmoid(-z)


def relu(z):
    z = floats(z)
    out = np.array(z)
    out[out < 0] = 0
    return out


def relu_grad(z):
    out = np.zeros_like(z)
    out[z > 0] = 1
    return out


def leaky_relu(z, alpha=0.01):
    z = floats(z)
    out = np.array(z, dtype=np.result_type(z, np.float32))
    out[out < 0] *= alpha
    return out


def tanh_grad(z):
    z = floats(z)
    return 1 - np.square(np.tanh(z))


def softmax(z, axis=-1):
    z = floats(z)
    e = np.exp(z - np.expand_dims(np.max(z, axis), axis))
    return e / np.expand_dims(np.sum(e, axis), axis)


def softmax_jacobian(z):
    K = len(z)
    s = softmax(z)
    J = np.zeros((K, K), dtype=s.dtype)
    for i in range(K):
        for j in range(K):
            J[i, j] = s[i] - s[i] ** 2 if i == j else -s[i] * s[j]
    return J
