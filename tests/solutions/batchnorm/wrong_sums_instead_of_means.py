# expect: bwd-sum-not-mean
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    is32 = x.dtype == np.float32 and gamma.dtype == np.float32 and beta.dtype == np.float32
    is32 = is32 and running_mean.dtype == np.float32 and running_var.dtype == np.float32
    x = x.astype(np.float32 if is32 else np.float64)
    if training:
        m = x.shape[0]
        mean, var = x.mean(axis=0), x.var(axis=0)
        unb = var if m == 1 else var * (m / (m - 1))
        running_mean = momentum * mean + (1 - momentum) * running_mean
        running_var = momentum * unb + (1 - momentum) * running_var
    else:
        mean, var = running_mean, running_var
    sigma = np.sqrt(var + eps)
    xhat = (x - mean) / sigma
    return (xhat * gamma + beta).astype(x.dtype), running_mean, running_var, [xhat, sigma, gamma]


def batchnorm_backward(dout, cache):
    xhat, sigma, gamma = cache
    dgamma = np.sum(dout * xhat, axis=0)
    dbeta = np.sum(dout, axis=0)
    dx = gamma / sigma * (dout - dbeta - xhat * dgamma)
    return dx, dgamma, dbeta
