# expect: no-mean-path
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    D = x.shape[-1]
    flat = x.reshape(-1, D)
    out = np.zeros_like(flat)
    if x.dtype == np.float32 and not gamma.dtype == beta.dtype == np.float32:
        out = out.astype(np.float64)
    hats, stds = [], []
    for i, row in enumerate(flat):
        row = row.astype(np.float64)
        s = np.sqrt(row.var() + eps)
        h = (row - row.mean()) / s
        out[i] = gamma * h + beta
        hats.append(h)
        stds.append(s)
    return out.reshape(x.shape), (np.array(hats), np.array(stds), gamma)


def layernorm_backward(dout, cache):
    hats, stds, gamma = cache
    d = dout.reshape(hats.shape)
    dx = np.zeros(hats.shape)
    for i in range(len(hats)):
        g = d[i] * gamma
        dx[i] = (g - hats[i] * np.mean(g * hats[i])) / stds[i]
    kind = dout.dtype
    return dx.reshape(dout.shape).astype(kind), (d * hats).sum(0).astype(kind), d.sum(0)
