"""Number by number, as Python floats."""

import numpy as np


def like(w, values):
    return np.array(values, dtype=w.dtype).reshape(w.shape)


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    ws, ss = [], []
    for wi, gi, si in zip(w.ravel().tolist(), g.ravel().tolist(), s.ravel().tolist()):
        si = rho * si + (1 - rho) * gi * gi
        ss.append(si)
        ws.append(wi - lr * gi / (si**0.5 + eps))
    return like(w, ws), like(s, ss)


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    ws, ms, vs = [], [], []
    for i in range(w.size):
        wi, gi = float(w.flat[i]), float(g.flat[i])
        ms.append(beta1 * float(m.flat[i]) + (1 - beta1) * gi)
        vs.append(beta2 * float(v.flat[i]) + (1 - beta2) * gi**2)
        step = ms[-1] / (1 - beta1**t) / ((vs[-1] / (1 - beta2**t)) ** 0.5 + eps)
        ws.append(wi - lr * (step + weight_decay * wi))
    return like(w, ws), like(m, ms), like(v, vs)
