# expect: dgamma-mean
import numpy as np


def layernorm_forward(x, gamma, beta, eps=1e-5):
    single = x.dtype == np.float32 and gamma.dtype == np.float32 and beta.dtype == np.float32
    z = x.astype(np.float32 if single else np.float64)
    mu = np.add.reduce(z, axis=-1, keepdims=True) / z.shape[-1]
    z = z - mu
    isd = (np.mean(z ** 2, axis=-1, keepdims=True) + eps) ** -0.5
    y = z * isd
    out = y * gamma + beta
    return out if single else out.astype(np.float64), (y, isd, gamma)


def layernorm_backward(dout, cache):
    y, isd, gamma = cache
    flat = dout.reshape(-1, dout.shape[-1])
    m = flat.shape[0]
    dgamma = (flat * y.reshape(flat.shape)).sum(axis=0) / m
    dbeta = flat.sum(axis=0) / m
    dy = dout * gamma
    proj = (dy * y).mean(axis=-1, keepdims=True)
    dx = isd * (dy - proj * y - dy.mean(axis=-1, keepdims=True))
    return dx, dgamma, dbeta
