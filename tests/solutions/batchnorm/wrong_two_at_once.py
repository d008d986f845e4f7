# expect: std-plus-eps-training + bwd-dgamma-mean
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if not training:
        return beta + gamma * (x - running_mean) / np.sqrt(running_var + eps), running_mean, running_var, None
    m, mu, var = x.shape[0], np.mean(x, 0), np.var(x, 0)
    s = np.std(x, 0) + eps
    y = (x - mu) / s
    mean = (1 - momentum) * running_mean + momentum * mu
    return y * gamma + beta, mean, (1 - momentum) * running_var + momentum * var * m / max(m - 1, 1), (y, s, gamma)


def batchnorm_backward(dout, cache):
    y, s, gamma = cache
    g = dout * gamma
    return (g - g.mean(0) - y * (g * y).mean(0)) / s, np.mean(dout * y, 0), np.mean(dout, 0)
