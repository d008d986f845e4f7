"""The chain rule written out, path by path, as a textbook derives batch normalization."""

import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    D = x.shape[-1]
    mu = np.sum(x, axis=-1, keepdims=True) / D
    diff = x - mu
    var = np.sum(diff * diff, axis=-1, keepdims=True) / D
    inv = 1 / np.sqrt(var + eps)
    return diff * inv * gamma + beta, {"diff": diff, "inv": inv, "gamma": gamma}


def layernorm_backward(dout, cache):
    diff, inv, gamma = cache["diff"], cache["inv"], cache["gamma"]
    D = dout.shape[-1]
    dhat = dout * gamma
    dvar = np.sum(dhat * diff, axis=-1, keepdims=True) * -0.5 * inv**3
    dmu = -np.sum(dhat * inv, axis=-1, keepdims=True) + dvar * np.mean(-2 * diff, axis=-1, keepdims=True)
    dx = dhat * inv + dvar * 2 * diff / D + dmu / D
    dgamma = (dout * diff * inv).reshape(-1, D).sum(0)
    return dx, dgamma, dout.reshape(-1, D).sum(0)
