# nnprep: adam-rmsprop
import numpy as np


def ema(old, new, keep):
    """Exponential moving average that keeps the share `keep` of the old value, in old's dtype."""
    return (keep * old + (1.0 - keep) * new).astype(old.dtype)


def unbias(average, keep, steps):
    return average / (1.0 - keep ** int(steps))


def scaled_step(w, direction, square, lr, eps):
    return (w - lr * direction / (np.sqrt(square) + eps)).astype(w.dtype)


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s_new = ema(s, np.square(g), rho)
    return scaled_step(w, g, s_new, lr, eps), s_new


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m_new = ema(m, g, beta1)
    v_new = ema(v, np.square(g), beta2)
    decayed = w - lr * weight_decay * w
    w_new = scaled_step(decayed, unbias(m_new, beta1, t), unbias(v_new, beta2, t), lr, eps)
    return w_new, m_new, v_new
