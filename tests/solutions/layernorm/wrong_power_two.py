# expect: square-for-root
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    x = x if x.dtype.kind == "f" else x * 1.0
    scale = np.power(np.var(x, axis=-1, keepdims=True) + eps, 2)
    n = (x - np.mean(x, axis=-1, keepdims=True)) / scale
    return n * gamma + beta, {"n": n, "gamma": gamma, "scale": scale}


def layernorm_backward(dout, cache):
    n, scale = cache["n"], cache["scale"]
    rows = dout.reshape(-1, dout.shape[-1])
    d = dout * cache["gamma"]
    d = d - d.mean(-1, keepdims=True) - n * (d * n).mean(-1, keepdims=True)
    return d / scale, (rows * n.reshape(rows.shape)).sum(0), rows.sum(0)
