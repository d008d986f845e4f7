# expect: dg-from-x + dx-plus
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    mean_square = np.einsum('...d,...d->...', x, x) / x.shape[-1]
    sigma = np.sqrt(mean_square + eps)
    return np.einsum('d,...d->...d', g, x / sigma[..., None]), (x, g, sigma)


def rmsnorm_backward(dout, cache):
    x, g, sigma = cache
    D = g.shape[0]
    dg = np.einsum('nd,nd->d', dout.reshape(-1, D), x.reshape(-1, D))
    s = np.einsum('...d,d,...d->...', dout, g, x)
    dx = dout * g / sigma[..., None] + x * (s / (D * sigma ** 3))[..., None]
    return dx, dg
