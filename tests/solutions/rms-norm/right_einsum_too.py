# nnprep: rms-norm
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    ms = np.einsum('...d,...d->...', x, x) / x.shape[-1]
    inv = 1.0 / np.sqrt(ms + eps)
    out = np.einsum('...d,...,d->...d', x, inv, g)
    return out, {'x': x, 'inv': inv, 'g': g}


def rmsnorm_backward(dout, cache):
    x, inv, g = cache['x'], cache['inv'], cache['g']
    dg = np.einsum('md,md,m->d', dout.reshape(-1, g.size), x.reshape(-1, g.size), np.reshape(inv, -1))
    proj = np.einsum('...d,...d,d->...', dout, x, g) / g.size
    dx = np.einsum('...d,d,...->...d', dout, g, inv) - np.einsum('...,...,...d->...d', proj, inv ** 3, x)
    return dx, dg
