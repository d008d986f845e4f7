# expect: dgamma-axis0-only
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    c = x - x.mean(-1, keepdims=True)
    s = np.sqrt(np.mean(c * c, -1, keepdims=True) + eps)
    return c / s * gamma + beta, (c, s, gamma)


def layernorm_backward(dout, cache):
    c, s, gamma = cache
    dxhat = gamma * dout
    dvar = (dxhat * c).sum(-1, keepdims=True) * -0.5 / s**3
    dc = dxhat / s + 2 * c * dvar / c.shape[-1]
    return dc - dc.mean(-1, keepdims=True), np.sum(dout * c / s, 0), np.sum(dout, 0)
