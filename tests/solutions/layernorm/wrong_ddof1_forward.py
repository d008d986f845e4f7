# expect: ddof1
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    c = x - np.mean(x, axis=-1)[..., None]
    s = np.sqrt(np.var(x, axis=-1, ddof=1)[..., None] + eps)
    return gamma * (c / s) + beta, {"xhat": c / s, "s": s, "gamma": gamma}


def layernorm_backward(dout, cache):
    xhat, D = cache["xhat"], dout.shape[-1]
    d = dout * cache["gamma"]
    dx = d - np.sum(d, axis=-1, keepdims=True) / D - xhat * np.sum(d * xhat, axis=-1, keepdims=True) / D
    rows = dout.reshape(-1, D)
    return dx / cache["s"], np.einsum("ij,ij->j", rows, xhat.reshape(-1, D)), rows.sum(axis=0)
