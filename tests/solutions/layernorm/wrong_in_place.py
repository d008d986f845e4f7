# expect: mutates-x
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    if x.dtype.kind != "f":
        x = x.astype(float)
    x -= np.mean(x, axis=-1, keepdims=True)
    s = np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + eps)
    y = x / s
    return y * gamma + beta, (y, s, gamma)


def layernorm_backward(dout, cache):
    y, s, gamma = cache
    g = (dout * gamma) / s
    dx = g - np.mean(g, axis=-1, keepdims=True) - y * np.mean(g * y, axis=-1, keepdims=True)
    D = dout.shape[-1]
    return dx, (dout * y).reshape(-1, D).sum(0), dout.reshape(-1, D).sum(0)
