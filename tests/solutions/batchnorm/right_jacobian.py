# dx by the whole (m, m) Jacobian of each feature; features first inside.
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    if not training:
        scale = gamma / np.sqrt(running_var + eps)
        return x * scale + (beta - running_mean * scale), running_mean.copy(), running_var.copy(), "inference"
    columns = x.T if x.dtype.kind == "f" else x.T.astype(float)
    mean, var = columns.mean(axis=1), columns.var(axis=1)
    xhat = (columns - mean[:, None]) / np.sqrt(var + eps)[:, None]
    m = columns.shape[1]
    estimate = columns.var(axis=1, ddof=1) if m > 1 else var
    old, new = 1 - momentum, momentum
    cache = (xhat, np.sqrt(var + eps), gamma)
    return (gamma[:, None] * xhat).T + beta, old * running_mean + new * mean, old * running_var + new * estimate, cache


def batchnorm_backward(dout, cache):
    xhat, std, gamma = cache
    m = xhat.shape[1]
    eye = np.eye(m, dtype=xhat.dtype)
    jacobian = eye - (1 + xhat[:, :, None] * xhat[:, None, :]) / m
    dx = np.einsum("jik,kj->ij", jacobian, dout * gamma) / std
    return dx, np.einsum("ij,ji->j", dout, xhat), np.einsum("ij->j", dout)
