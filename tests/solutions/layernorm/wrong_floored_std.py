# expect: unnamed
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    c = x - x.mean(-1, keepdims=True)
    s = np.maximum(np.sqrt((c * c).mean(-1, keepdims=True)), eps)
    return c / s * gamma + beta, (c / s, s, gamma)


def layernorm_backward(dout, cache):
    n, s, gamma = cache
    d, D = dout * gamma, dout.shape[-1]
    dx = (d - d.mean(-1, keepdims=True) - n * (d * n).mean(-1, keepdims=True)) / s
    return dx, (dout * n).reshape(-1, D).sum(0), dout.reshape(-1, D).sum(0)
