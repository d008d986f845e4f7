# The Jacobian of every sample, (D, D), built from the centering matrix.
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    D = x.shape[-1]
    kind = x.dtype if x.dtype.kind == "f" else np.dtype(float)
    center = np.eye(D, dtype=kind) - np.full((D, D), 1 / D, dtype=kind)
    c = x @ center
    rstd = (np.einsum("...i,...i->...", c, c) / D + eps) ** -0.5
    xhat = c * rstd[..., np.newaxis]
    return np.multiply(xhat, gamma) + beta, (center, xhat, rstd, gamma)


def layernorm_backward(dout, cache):
    center, xhat, rstd, gamma = cache
    D = len(gamma)
    jacobian = center - xhat[..., :, None] * xhat[..., None, :] / D
    dx = np.einsum("...i,...ij->...j", dout * gamma, jacobian) * rstd[..., None]
    return dx, np.einsum("ij,ij->j", dout.reshape(-1, D), xhat.reshape(-1, D)), np.add.reduce(dout.reshape(-1, D))
