# nnprep: adam-rmsprop
import math
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    new_w = np.empty(w.shape, dtype=w.dtype)
    new_s = np.empty(s.shape, dtype=s.dtype)
    for i in np.ndindex(w.shape):
        gi = float(g[i])
        si = rho * float(s[i]) + (1 - rho) * gi * gi
        new_s[i] = si
        new_w[i] = float(w[i]) - lr * gi / (math.sqrt(si) + eps)
    return new_w, new_s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    new_w = np.empty(w.shape, dtype=w.dtype)
    new_m = np.empty(m.shape, dtype=m.dtype)
    new_v = np.empty(v.shape, dtype=v.dtype)
    c1 = 1 - beta1 ** t
    c2 = 1 - beta2 ** t
    for i in np.ndindex(w.shape):
        gi = float(g[i])
        mi = beta1 * float(m[i]) + (1 - beta1) * gi
        vi = beta2 * float(v[i]) + (1 - beta2) * gi * gi
        wi = float(w[i])
        wi = wi - lr * weight_decay * wi
        wi = wi - lr * (mi / c1) / (math.sqrt(vi / c2) + eps)
        new_w[i] = wi
        new_m[i] = mi
        new_v[i] = vi
    return new_w, new_m, new_v
