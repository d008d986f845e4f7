# expect: eval-uses-batch
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    mu = x.sum(axis=0) / len(x)
    c = x - mu
    ss = (c * c).sum(axis=0)
    rstd = (ss / len(x) + eps) ** -0.5
    mean = running_mean + momentum * (mu - running_mean)
    var = running_var + momentum * (ss / max(1, len(x) - 1) - running_var)
    return c * rstd * gamma + beta, mean, var, (c * rstd, rstd, gamma)


def batchnorm_backward(dout, cache):
    y, rstd, gamma = cache
    g = dout * gamma
    return rstd * (g - g.mean(0) - y * (g * y).mean(0)), (dout * y).sum(0), dout.sum(0)
