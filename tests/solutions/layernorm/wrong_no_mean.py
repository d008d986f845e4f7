# expect: rms-norm-both
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    r = (np.square(x).mean(axis=-1, keepdims=True) + eps) ** -0.5
    return x * r * gamma + beta, (x, r, gamma)


def layernorm_backward(dout, cache):
    x, r, gamma = cache
    D = x.shape[-1]
    d = dout * gamma
    dx = d * r - x * r**3 * np.sum(d * x, axis=-1, keepdims=True) / D
    return dx, (dout * x * r).reshape(-1, D).sum(0), dout.reshape(-1, D).sum(0)
