# expect: one-sample-unbiased
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    x, gamma, beta = np.float64(x), np.float64(gamma), np.float64(beta)
    rm, rv = np.float64(running_mean), np.float64(running_var)
    if not training:
        return gamma * (x - rm) / np.sqrt(rv + eps) + beta, rm, rv, None
    mean = x.mean(axis=0)
    var = x.var(axis=0)
    rm = (1 - momentum) * rm + momentum * mean
    rv = (1 - momentum) * rv + momentum * x.var(axis=0, ddof=1)
    xhat = (x - mean) / np.sqrt(var + eps)
    return gamma * xhat + beta, rm, rv, (xhat, var + eps, gamma)


def batchnorm_backward(dout, cache):
    xhat, v, gamma = cache
    dgamma = np.sum(xhat * dout, axis=0)
    dbeta = np.sum(dout, axis=0)
    dx = gamma / np.sqrt(v) * (dout - dout.mean(axis=0) - xhat * np.mean(dout * xhat, axis=0))
    return dx, dgamma, dbeta
