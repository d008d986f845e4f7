# expect: stats-constant
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    mean, var = np.mean(x, axis=-1, keepdims=True), np.var(x, axis=-1, keepdims=True)
    return (x - mean) / np.sqrt(var + eps) * gamma + beta, (x, mean, var, gamma, eps)


def layernorm_backward(dout, cache):
    x, mean, var, gamma, eps = cache
    scale = gamma / np.sqrt(var + eps)
    D = len(gamma)
    xhat = (x - mean) / np.sqrt(var + eps)
    return dout * scale, (dout * xhat).reshape(-1, D).sum(0), dout.reshape(-1, D).sum(0)
