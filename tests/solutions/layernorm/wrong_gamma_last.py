# expect: gamma-after
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    c = x - np.mean(x, axis=-1, keepdims=True)
    rstd = 1.0 / np.sqrt(np.mean(c**2, axis=-1, keepdims=True) + eps)
    return gamma * c * rstd + beta, (c * rstd, rstd, gamma)


def layernorm_backward(dout, cache):
    y, rstd, gamma = cache
    D = y.shape[-1]
    inner = np.einsum("...d,...d->...", dout, y)[..., None]
    dx = gamma * rstd / D * (D * dout - dout.sum(-1, keepdims=True) - y * inner)
    return dx, (dout * y).reshape(-1, D).sum(0), dout.reshape(-1, D).sum(0)
