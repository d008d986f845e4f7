# expect: biased-running
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    mu, var = (x.mean(0), x.var(0)) if training else (running_mean, running_var)
    if training:
        running_mean = momentum * mu + (1 - momentum) * running_mean
        running_var = momentum * var + (1 - momentum) * running_var
    y = (x - mu) * (var + eps) ** -0.5
    return y * gamma + beta, running_mean, running_var, (y, var + eps, gamma)


def batchnorm_backward(dout, cache):
    y, v, gamma = cache
    g = dout * gamma / np.sqrt(v)
    return g - g.mean(0) - y * (g * y).mean(0), (dout * y).sum(0), dout.sum(0)
