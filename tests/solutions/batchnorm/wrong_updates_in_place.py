# expect: running-in-place
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    mu, var = running_mean, running_var
    if training:
        mu, var, m = np.mean(x, 0), np.var(x, 0), x.shape[0]
        running_mean *= 1 - momentum
        running_mean += momentum * mu
        running_var *= 1 - momentum
        running_var += momentum * var * m / max(m - 1, 1)
    s = np.sqrt(var + eps)
    y = (x - mu) / s
    return y * gamma + beta, running_mean, running_var, (y, s, gamma)


def batchnorm_backward(dout, cache):
    y, s, gamma = cache
    g = dout * gamma
    return (g - g.mean(0) - y * (g * y).mean(0)) / s, (dout * y).sum(0), dout.sum(0)
