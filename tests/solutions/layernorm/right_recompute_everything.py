# nnprep: layernorm
# The lazy cache: keep the arguments themselves, and do the arithmetic again in backward (gradient checkpointing).
import numpy as np


def _common(*arrays):
    if all(a.dtype == np.float32 for a in arrays):
        return np.float32
    return np.float64


def _normalize(x, eps):
    mu = np.mean(x, -1, keepdims=True)
    rstd = np.reciprocal(np.sqrt(np.var(x, -1, keepdims=True) + eps))
    return (x - mu) * rstd, rstd


def layernorm_forward(x, gamma, beta, eps=1e-5):
    t = _common(x, gamma, beta)
    xhat, _ = _normalize(x.astype(t), eps)
    out = xhat * gamma + beta
    return out.astype(t, copy=False), (x, gamma, eps, t)


def layernorm_backward(dout, cache):
    x, gamma, eps, t = cache
    xhat, rstd = _normalize(x.astype(t), eps)
    others = tuple(range(x.ndim - 1))
    dxhat = dout * gamma
    dx = rstd * (dxhat - dxhat.mean(-1, keepdims=True) - xhat * (dxhat * xhat).mean(-1, keepdims=True))
    return dx.astype(t), np.sum(dout * xhat, axis=others).astype(t), np.sum(dout, axis=others).astype(t)
