# expect: dg-axis0-only
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    inv_rms = (np.mean(np.square(x), axis=-1, keepdims=True) + eps) ** (-1 / 2)
    return x * inv_rms * g, {"x": x.copy(), "inv_rms": inv_rms, "g": g.copy()}


def rmsnorm_backward(dout, cache):
    x, inv_rms, g = cache["x"], cache["inv_rms"], cache["g"]
    dg = np.sum(dout * x * inv_rms, axis=0)
    up = dout * g
    dx = up * inv_rms - x * inv_rms ** 3 * np.mean(up * x, axis=-1, keepdims=True)
    return dx, dg
