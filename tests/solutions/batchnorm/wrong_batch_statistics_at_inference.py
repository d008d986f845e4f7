# expect: eval-uses-batch-only
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    single = all(a.dtype == np.float32 for a in (x, gamma, beta, running_mean, running_var))
    dtype = np.float32 if single else np.float64
    h = np.array(x, dtype=dtype)
    m = h.shape[0]
    mu = h.mean(axis=0)
    h -= mu
    var = np.mean(h ** 2, axis=0)
    rstd = (var + eps) ** -0.5
    h *= rstd
    out = (h * gamma + beta).astype(dtype)
    if training:
        running_mean = running_mean + momentum * (mu - running_mean)
        running_var = running_var + momentum * (var * (m / (m - 1) if m > 1 else 1) - running_var)
    return out, running_mean, running_var, (h, rstd, gamma)


def batchnorm_backward(dout, cache):
    h, rstd, gamma = cache
    g = dout * gamma
    g = g - g.mean(axis=0) - h * np.mean(g * h, axis=0)
    return g * rstd, np.sum(dout * h, axis=0), np.sum(dout, axis=0)
