"""Reciprocal root, einsum and a dictionary."""

import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    inv = (np.einsum("...d,...d->...", x, x) / x.shape[-1] + eps) ** -0.5
    return x * inv[..., None] * g, {"x": x, "inv": inv, "gain": g}


def rmsnorm_backward(dout, cache):
    x, inv, gain = cache["x"], cache["inv"], cache["gain"]
    D = x.shape[-1]
    dot = np.einsum("...d,d,...d->...", dout, gain, x)
    dx = inv[..., None] * dout * gain - (inv**3 * dot / D)[..., None] * x
    dg = np.einsum("nd,nd,n->d", dout.reshape(-1, D), x.reshape(-1, D), inv.reshape(-1))
    return dx, dg
