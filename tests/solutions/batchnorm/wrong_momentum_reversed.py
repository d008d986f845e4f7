# expect: momentum-flipped
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    args = (x, gamma, beta, running_mean, running_var)
    f32 = {a.dtype for a in args} == {np.dtype('float32')}
    dt = np.float32 if f32 else np.float64
    x = np.asarray(x, dtype=dt)
    if not training:
        out = gamma * (x - running_mean) / np.sqrt(running_var + eps) + beta
        return out.astype(dt), running_mean, running_var, None
    m = x.shape[0]
    mean = np.sum(x, axis=0) / m
    dev = x - mean
    var = np.sum(dev * dev, axis=0) / m
    std = np.sqrt(var + eps)
    out = gamma * dev / std + beta
    new_mean = momentum * running_mean + (1 - momentum) * mean
    new_var = momentum * running_var + (1 - momentum) * (var * m / max(m - 1, 1))
    return out.astype(dt), new_mean, new_var, {'dev': dev, 'std': std, 'gamma': gamma}


def batchnorm_backward(dout, cache):
    dev, std, gamma = cache['dev'], cache['std'], cache['gamma']
    xhat = dev / std
    dbeta = dout.sum(axis=0)
    dgamma = (dout * xhat).sum(axis=0)
    dxhat = dout * gamma
    dx = (dxhat - dxhat.mean(axis=0) - xhat * (dxhat * xhat).mean(axis=0)) / std
    return dx, dgamma, dbeta
