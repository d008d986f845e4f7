# The chain rule written out, path by path, as the paper does.
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if training:
        m = len(x)
        mu = np.sum(x, axis=0) / m
        diff = x - mu
        sq = np.sum(diff * diff, axis=0)
        inv = 1 / np.sqrt(sq / m + eps)
        estimate = sq / (m - 1) if m > 1 else sq
        running_mean = running_mean + momentum * (mu - running_mean)
        running_var = running_var + momentum * (estimate - running_var)
        cache = dict(diff=diff, inv=inv, gamma=gamma)
    else:
        diff = x - running_mean
        inv = 1 / np.sqrt(running_var + eps)
        cache = {}
    return diff * inv * gamma + beta, running_mean, running_var, cache


def batchnorm_backward(dout, cache):
    diff, inv, gamma = cache["diff"], cache["inv"], cache["gamma"]
    m = dout.shape[0]
    dhat = dout * gamma
    dvar = np.sum(dhat * diff, axis=0) * -0.5 * inv**3
    dmu = -np.sum(dhat * inv, axis=0) + dvar * np.mean(-2 * diff, axis=0)
    dx = dhat * inv + dvar * 2 * diff / m + dmu / m
    return dx, np.sum(dout * diff * inv, axis=0), np.sum(dout, axis=0)
