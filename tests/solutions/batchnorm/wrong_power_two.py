# expect: square-for-both-roots
import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    x = x if x.dtype.kind == "f" else x * 1.0
    if not training:
        scale = np.square(running_var + eps)
        return (x - running_mean) / scale * gamma + beta, running_mean, running_var, None
    mean, var = x.mean(0), x.var(0)
    scale = np.square(var + eps)
    n = (x - mean) / scale
    sample = x.var(0, ddof=1) if len(x) > 1 else var
    running_mean = running_mean + momentum * (mean - running_mean)
    running_var = running_var + momentum * (sample - running_var)
    return n * gamma + beta, running_mean, running_var, {"n": n, "gamma": gamma, "scale": scale}


def batchnorm_backward(dout, cache):
    n = cache["n"]
    d = dout * cache["gamma"]
    d = d - d.mean(0) - n * (d * n).mean(0)
    return d / cache["scale"], (dout * n).sum(0), dout.sum(0)
