# expect: gain-after
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    inv = 1 / np.sqrt(np.mean(x**2, -1, keepdims=True) + eps)
    return x * inv * g, (x * inv, g, inv)


def rmsnorm_backward(dout, cache):
    n, g, inv = cache
    D = len(g)
    inner = np.einsum("...d,...d->...", dout, n)[..., None]
    return g * inv / D * (D * dout - n * inner), (dout * n).reshape(-1, D).sum(0)
