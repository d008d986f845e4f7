# nnprep: batchnorm
# Other algebra: the gradient is projected off the ones vector and off the centered column (they're orthogonal).
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    f32 = np.dtype(np.float32)
    t = f32 if x.dtype == gamma.dtype == beta.dtype == running_mean.dtype == running_var.dtype == f32 else float
    if training:
        a = x.T.astype(float)                                  # (D, m): a row for each feature
        m = a.shape[1]
        mu = a.mean(axis=1, keepdims=True)
        c = a - mu
        power = np.array([row @ row for row in c])
        scale = gamma / np.sqrt(power / m + eps)
        out = (scale[:, None] * c + beta[:, None]).T
        rm = running_mean - momentum * (running_mean - mu[:, 0])
        rv = running_var - momentum * (running_var - power / (m - 1 if m > 1 else 1))
        cache = {'c': c, 'power': power, 'eps': eps, 'scale': scale, 't': t}
        return np.ascontiguousarray(out, dtype=t), rm.astype(t), rv.astype(t), cache
    slope = gamma / np.sqrt(running_var + float(eps))
    out = slope * (x - running_mean) + beta
    return out.astype(t), running_mean, running_var, 'inference'


def batchnorm_backward(dout, cache):
    c, power, eps, scale, t = (cache[k] for k in ('c', 'power', 'eps', 'scale', 't'))
    d = dout.T.astype(float)
    m = d.shape[1]
    total = power + m * eps                                    # m (var + eps)
    along = (d * c).sum(axis=1)
    level = d.sum(axis=1)
    dx = scale[:, None] * (d - level[:, None] / m - c * (along / total)[:, None])
    dgamma = along / np.sqrt(total / m)
    return np.ascontiguousarray(dx.T, dtype=t), dgamma.astype(t), level.astype(t)
