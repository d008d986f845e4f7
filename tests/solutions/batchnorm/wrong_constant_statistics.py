# expect: bwd-stats-constant
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if not training:
        return beta + gamma * (x - running_mean) / np.sqrt(running_var + eps), running_mean, running_var, None
    mu, var = np.mean(x, 0), np.var(x, 0)
    y = (x - mu) / np.sqrt(var + eps)
    m = x.shape[0]
    mean = (1 - momentum) * running_mean + momentum * mu
    return y * gamma + beta, mean, (1 - momentum) * running_var + momentum * var * m / max(m - 1, 1), (y, var, gamma, eps)


def batchnorm_backward(dout, cache):
    y, var, gamma, eps = cache
    return dout * (gamma / np.sqrt(var + eps)), np.sum(dout * y, 0), np.sum(dout, 0)
