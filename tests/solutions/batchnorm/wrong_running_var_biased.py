# expect: biased-running
import numpy as np


def _kind(*arrays):
    return np.float32 if all(a.dtype == np.float32 for a in arrays) else np.float64


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    k = _kind(x, gamma, beta, running_mean, running_var)
    x = x.astype(k)
    if training:
        mu, var = x.mean(axis=0), x.var(axis=0)
        running_mean = (1 - momentum) * running_mean + momentum * mu
        running_var = (1 - momentum) * running_var + momentum * var
    else:
        mu, var = running_mean, running_var
    istd = 1 / np.sqrt(var + eps)
    xhat = (x - mu) * istd
    return (gamma * xhat + beta).astype(k), running_mean, running_var, (xhat, istd, gamma)


def batchnorm_backward(dout, cache):
    xhat, istd, gamma = cache
    dgamma, dbeta = (dout * xhat).sum(0), dout.sum(0)
    m = len(dout)
    return gamma * istd / m * (m * dout - dbeta - xhat * dgamma), dgamma, dbeta
