# expect: eps-missing-at-inference
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    everything = [x, gamma, beta, running_mean, running_var]
    dtype = np.float32 if all(e.dtype == np.float32 for e in everything) else np.float64
    x = x.astype(dtype)
    if training:
        m, D = x.shape
        mean = np.zeros(D, dtype)
        var = np.zeros(D, dtype)
        for row in x:
            mean += row / m
        for row in x:
            var += (row - mean) ** 2 / m
        std = np.sqrt(var + eps)
        xhat = (x - mean) / std
        batch_var = var * m / (m - 1) if m > 1 else var
        return (
            (gamma * xhat + beta).astype(dtype),
            (1 - momentum) * running_mean + momentum * mean,
            (1 - momentum) * running_var + momentum * batch_var,
            (xhat, std, gamma),
        )
    xhat = (x - running_mean) / np.sqrt(running_var)
    return (gamma * xhat + beta).astype(dtype), running_mean, running_var, None


def batchnorm_backward(dout, cache):
    xhat, std, gamma = cache
    m = dout.shape[0]
    dgamma = np.zeros_like(dout[0])
    dbeta = np.zeros_like(dout[0])
    for d, h in zip(dout, xhat):
        dgamma = dgamma + d * h
        dbeta = dbeta + d
    dx = np.stack([gamma / std * (d - dbeta / m - h * dgamma / m) for d, h in zip(dout, xhat)])
    return dx, dgamma, dbeta
