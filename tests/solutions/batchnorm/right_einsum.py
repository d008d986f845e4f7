# nnprep: batchnorm
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    dt = 'f4' if {a.dtype.str[1:] for a in (x, gamma, beta, running_mean, running_var)} == {'f4'} else 'f8'
    X, G, B, M, S = (np.asarray(a, 'f8') for a in (x, gamma, beta, running_mean, running_var))
    if training:
        n = len(X)
        mu = np.einsum('nd->d', X) / n
        C = X - mu
        ss = np.einsum('nd,nd->d', C, C)
        r = 1 / np.sqrt(ss / n + eps)
        H = np.einsum('nd,d->nd', C, r)
        M = M + momentum * (mu - M)
        S = S + momentum * (ss / max(n - 1, 1) - S)
        y = np.einsum('nd,d->nd', H, G) + B
        return y.astype(dt), M.astype(dt), S.astype(dt), (H, r, G.copy(), dt)
    y = np.einsum('nd,d->nd', X - M, G / np.sqrt(S + eps)) + B
    return y.astype(dt), running_mean, running_var, ()


def batchnorm_backward(dout, cache):
    H, r, G, dt = cache
    n = len(H)
    d = np.asarray(dout, 'f8')
    db = np.einsum('nd->d', d)
    dg = np.einsum('nd,nd->d', d, H)
    dx = np.einsum('d,nd->nd', G * r / n, n * d - db - H * dg)
    return dx.astype(dt), dg.astype(dt), db.astype(dt)
