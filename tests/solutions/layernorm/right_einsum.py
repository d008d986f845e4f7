# nnprep: layernorm
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    kinds = {x.dtype, gamma.dtype, beta.dtype}
    dt = np.dtype('f4') if kinds == {np.dtype('f4')} else np.dtype('f8')
    D = x.shape[-1]
    c = x.astype('f8')
    c = c - np.einsum('...d->...', c)[..., None] / D
    r = 1 / np.sqrt(np.einsum('...d,...d->...', c, c) / D + eps)
    h = np.einsum('...d,...->...d', c, r)
    y = np.einsum('...d,d->...d', h, gamma) + beta
    return y.astype(dt), (h, r, gamma.astype('f8'), dt)


def layernorm_backward(dout, cache):
    h, r, gamma, dt = cache
    D = gamma.size
    g = dout.astype('f8')
    flat_g, flat_h = g.reshape(-1, D), h.reshape(-1, D)
    dgamma = np.einsum('nd,nd->d', flat_g, flat_h)
    dbeta = np.einsum('nd->d', flat_g)
    u = g * gamma
    along = np.einsum('...d,...d->...', u, h)[..., None] / D
    level = np.einsum('...d->...', u)[..., None] / D
    dx = np.einsum('...d,...->...d', u - level - h * along, r)
    return dx.astype(dt), dgamma.astype(dt), dbeta.astype(dt)
