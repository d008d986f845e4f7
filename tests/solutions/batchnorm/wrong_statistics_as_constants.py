# expect: bwd-stats-constant
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    dt = np.float32 if all(a.dtype.name == 'float32' for a in (x, gamma, beta, running_mean, running_var)) else np.float64
    z = x.astype(dt)
    if not training:
        scale = gamma / np.sqrt(running_var + eps)
        return ((z - running_mean) * scale + beta).astype(dt), running_mean.copy(), running_var.copy(), None
    m = z.shape[0]
    mu = np.mean(z, axis=0)
    s2 = np.var(z, axis=0)
    rm = (1 - momentum) * running_mean + momentum * mu
    rv = (1 - momentum) * running_var + momentum * (np.var(z, axis=0, ddof=1) if m > 1 else s2)
    inv = 1 / np.sqrt(s2 + eps)
    zhat = (z - mu) * inv
    return (gamma * zhat + beta).astype(dt), rm, rv, (zhat, inv, gamma)


def batchnorm_backward(dout, cache):
    zhat, inv, gamma = cache
    dgamma = np.einsum('md,md->d', dout, zhat)
    dbeta = np.einsum('md->d', dout)
    dx = np.einsum('md,d,d->md', dout, gamma, inv)
    return dx, dgamma, dbeta
