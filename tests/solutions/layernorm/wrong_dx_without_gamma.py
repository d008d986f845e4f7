# expect: gamma-missing
import numpy as np


class _Ctx:
    pass


def layernorm_forward(x, gamma, beta, eps=1e-5):
    ctx = _Ctx()
    ctx.dtype = np.float64
    if x.dtype == np.float32 and gamma.dtype == np.float32 and beta.dtype == np.float32:
        ctx.dtype = np.float32
    x = x.astype(ctx.dtype)
    ctx.rstd = 1 / np.sqrt(np.var(x, axis=-1, keepdims=True) + eps)
    ctx.xhat = (x - np.mean(x, axis=-1, keepdims=True)) * ctx.rstd
    ctx.gamma = gamma
    return (ctx.xhat * gamma + beta).astype(ctx.dtype), ctx


def layernorm_backward(dout, ctx):
    dims = tuple(range(dout.ndim))[:-1]
    dgamma = np.sum(dout * ctx.xhat, axis=dims)
    dbeta = np.sum(dout, axis=dims)
    m1 = np.mean(dout, axis=-1, keepdims=True)
    m2 = np.mean(dout * ctx.xhat, axis=-1, keepdims=True)
    dx = ctx.rstd * (dout - m1 - ctx.xhat * m2)
    return dx, dgamma, dbeta
