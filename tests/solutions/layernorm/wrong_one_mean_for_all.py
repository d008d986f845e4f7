# expect: global
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    s = np.sqrt(np.var(x) + eps)
    y = (x - np.mean(x)) / s
    return np.multiply(gamma, y) + beta, {"y": y, "s": s, "gamma": gamma}


def layernorm_backward(dout, cache):
    y, g = cache["y"], dout * cache["gamma"]
    D = dout.shape[-1]
    inner = np.einsum("...d,...d->...", g, y)[..., None] / D
    dx = (g - g.sum(-1, keepdims=True) / D - y * inner) / cache["s"]
    return dx, (dout * y).reshape(-1, D).sum(0), dout.reshape(-1, D).sum(0)
