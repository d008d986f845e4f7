# expect: running-in-place
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    common = np.float32 if all(a.dtype == np.float32 for a in (x, gamma, beta, running_mean, running_var)) else np.float64
    x = x.astype(common)
    if not training:
        y = (x - running_mean) / np.sqrt(running_var + eps) * gamma + beta
        return y.astype(common), running_mean, running_var, None
    m = x.shape[0]
    mu = x.mean(axis=0, keepdims=True)
    xc = x - mu
    var = np.square(xc).mean(axis=0, keepdims=True)
    running_mean *= 1 - momentum
    running_mean += momentum * mu[0]
    running_var *= 1 - momentum
    running_var += momentum * (var[0] * m / (m - 1) if m > 1 else var[0])
    inv = 1.0 / np.sqrt(var + eps)
    return (xc * inv * gamma + beta).astype(common), running_mean, running_var, (xc, inv, gamma)


def batchnorm_backward(dout, cache):
    xc, inv, gamma = cache
    m = xc.shape[0]
    dxhat = dout * gamma
    dvar = -0.5 * np.sum(dxhat * xc, axis=0) * inv[0] ** 3
    dxc = dxhat * inv + 2 / m * xc * dvar
    dx = dxc - dxc.mean(axis=0)
    return dx, np.sum(dout * xc * inv, axis=0), dout.sum(axis=0)
