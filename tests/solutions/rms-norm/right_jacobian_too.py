# nnprep: rms-norm
"""Builds the D x D Jacobian of every row: slow, but there is nothing to get wrong."""
import numpy as np


def rmsnorm_forward(x, g, eps=1e-6):
    D = len(g)
    X = np.atleast_2d(x.reshape(-1, D))
    r = np.sqrt((X * X).sum(1) / D + eps)
    out = (X / r[:, None]) @ np.diag(g)
    return out.reshape(x.shape), [X.copy(), r, g.copy(), x.shape]


def rmsnorm_backward(dout, cache):
    X, r, g, shape = cache
    m, D = X.shape
    dY = dout.reshape(m, D)
    dX = np.empty((m, D))
    for i in range(m):
        # J[a, b] = d out_a / d x_b
        J = np.diag(g) @ (np.eye(D) / r[i] - np.outer(X[i], X[i]) / (D * r[i] ** 3))
        dX[i] = J.T @ dY[i]
    dg = np.zeros(D)
    for i in range(m):
        dg = dg + dY[i] * X[i] / r[i]
    return dX.reshape(shape), dg
