# expect: correction-times-t
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    w, g, s = (np.array(a, dtype=float) for a in (w, g, s))
    s = rho * s + (1 - rho) * g * g
    return w - lr * g / (np.sqrt(s) + eps), s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    w, g, m, v = (np.array(a, dtype=float) for a in (w, g, m, v))
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    m_hat = m / (1 - beta1 * t)
    v_hat = v / (1 - beta2 * t)
    w = w - lr * weight_decay * w
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v
