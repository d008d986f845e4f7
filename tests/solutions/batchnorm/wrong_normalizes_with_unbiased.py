# expect: bwd-unbiased + unbiased-normalize
import numpy as np
from collections import namedtuple

Saved = namedtuple('Saved', 'xhat std gamma n')


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    t = np.float64
    if all(a.dtype == np.float32 for a in (x, gamma, beta, running_mean, running_var)):
        t = np.float32
    x = x.astype(t)
    if training:
        n = max(x.shape[0] - 1, 1)
        mean = x.mean(0)
        var = ((x - mean) ** 2).sum(0) / n
        std = np.sqrt(var + eps)
        xhat = (x - mean) / std
        saved = Saved(xhat, std, gamma.astype(t), n)
        rm = (1 - momentum) * running_mean + momentum * mean
        rv = (1 - momentum) * running_var + momentum * var
        return (xhat * gamma + beta).astype(t), rm, rv, saved
    xhat = (x - running_mean) / np.sqrt(running_var + eps)
    return (xhat * gamma + beta).astype(t), running_mean, running_var, None


def batchnorm_backward(dout, cache):
    xhat, std, gamma, n = cache
    dxhat = dout * gamma
    dc = (dxhat - xhat * (dxhat * xhat).sum(0) / n) / std
    dx = dc - dc.mean(0)
    return dx, (dout * xhat).sum(0), dout.sum(0)
