# expect: dgamma-last-axis
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    c = x - x.mean(-1, keepdims=True)
    rstd = (np.mean(c * c, -1, keepdims=True) + eps) ** -0.5
    return gamma * (c * rstd) + beta, (c * rstd, rstd, gamma)


def layernorm_backward(dout, cache):
    y, rstd, gamma = cache
    g = dout * gamma
    dx = rstd * (g - np.mean(g, -1, keepdims=True) - y * np.mean(g * y, -1, keepdims=True))
    return dx, np.einsum("...d,...d->...", dout, y), np.sum(dout, axis=-1)
