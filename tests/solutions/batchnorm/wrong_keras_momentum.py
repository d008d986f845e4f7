# expect: momentum-flipped
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if training:
        mu, var, m = np.mean(x, axis=0), np.var(x, axis=0), len(x)
        unbiased = np.var(x, axis=0, ddof=1) if m > 1 else var
        running_mean = running_mean - (1 - momentum) * (running_mean - mu)
        running_var = running_var - (1 - momentum) * (running_var - unbiased)
    else:
        mu, var = running_mean, running_var
    s = np.sqrt(var + eps)
    y = (x - mu) / s
    return gamma * y + beta, running_mean, running_var, (y, s, gamma)


def batchnorm_backward(dout, cache):
    y, s, gamma = cache
    m = len(y)
    g = dout * gamma
    return (m * g - g.sum(0) - y * (g * y).sum(0)) / (m * s), (dout * y).sum(0), dout.sum(0)
