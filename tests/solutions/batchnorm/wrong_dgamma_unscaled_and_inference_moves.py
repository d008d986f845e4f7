# expect: bwd-dgamma-from-centered + eval-updates-running
from dataclasses import dataclass

import numpy as np


@dataclass
class Cache:
    centered: np.ndarray
    std: np.ndarray
    gamma: np.ndarray


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    dt = np.float32 if all(a.dtype == np.float32 for a in (x, gamma, beta, running_mean, running_var)) else np.float64
    x = x.astype(dt)
    m = len(x)
    mean, var = x.mean(0), x.var(0)
    new_mean = (1 - momentum) * running_mean + momentum * mean
    new_var = (1 - momentum) * running_var + momentum * (var * m / (m - 1) if m > 1 else var)
    if training:
        use_mean, use_var = mean, var
    else:
        use_mean, use_var = running_mean, running_var
    c = Cache(x - use_mean, np.sqrt(use_var + eps), gamma)
    return (gamma * c.centered / c.std + beta).astype(dt), new_mean, new_var, c


def batchnorm_backward(dout, cache):
    xhat = cache.centered / cache.std
    g = dout * cache.gamma
    dx = (g - g.mean(0) - xhat * (g * xhat).mean(0)) / cache.std
    dgamma = (dout * cache.centered).sum(0)
    dbeta = dout.sum(0)
    return dx, dgamma, dbeta
