# expect: axis-features
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if training:
        m = x.shape[0]
        mu = np.mean(x, axis=-1)[:, None]
        var = np.mean(np.square(x - mu), axis=-1)[:, None]
        s = np.sqrt(var + eps)
        y = (x - mu) / s
        mean = momentum * mu + (1 - momentum) * running_mean
        new = momentum * (m / (m - 1) if m > 1 else 1) * var + (1 - momentum) * running_var
        return gamma * y + beta, mean, new, (y, s, gamma)
    return gamma * (x - running_mean) / np.sqrt(running_var + eps) + beta, running_mean, running_var, None


def batchnorm_backward(dout, cache):
    y, s, gamma = cache
    g = dout * gamma
    dx = (g - np.mean(g, axis=0) - y * np.mean(g * y, axis=0)) / s
    return dx, np.einsum("ij,ij->j", dout, y), dout.sum(axis=0)
