# nnprep: batchnorm
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Stats:
    mean: np.ndarray
    var: np.ndarray
    count: int

    @classmethod
    def of(cls, x):
        mean = np.mean(x, axis=0)
        return cls(mean, np.mean(np.square(x - mean), axis=0), x.shape[0])

    @property
    def unbiased(self):
        if self.count == 1:
            return self.var
        return self.var * (self.count / (self.count - 1))


@dataclass(frozen=True)
class Cache:
    x: np.ndarray
    gamma: np.ndarray
    stats: Stats
    eps: float


def blend(old, new, share):
    return (1 - share) * old + share * new


def normalize(x, mean, var, eps):
    return (x - mean) / np.sqrt(var + eps)


def joint_dtype(*arrays):
    return np.float64 if any(a.dtype != np.float32 for a in arrays) else np.float32


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    t = joint_dtype(x, gamma, beta, running_mean, running_var)
    z = np.array(x, dtype=t)
    cache = None
    mean, var = running_mean, running_var
    if training:
        stats = Stats.of(z)
        cache = Cache(z, np.array(gamma, dtype=t), stats, eps)
        mean, var = stats.mean, stats.var
        running_mean = blend(running_mean, stats.mean, momentum).astype(t)
        running_var = blend(running_var, stats.unbiased, momentum).astype(t)
    out = gamma * normalize(z, mean, var, eps) + beta
    return out.astype(t), running_mean, running_var, cache


def batchnorm_backward(dout, cache):
    s = cache.stats
    xhat = normalize(cache.x, s.mean, s.var, cache.eps)
    dgamma = np.sum(dout * xhat, axis=0)
    dbeta = np.sum(dout, axis=0)
    inner = dout - dbeta / s.count - xhat * (dgamma / s.count)
    return cache.gamma / np.sqrt(s.var + cache.eps) * inner, dgamma, dbeta
