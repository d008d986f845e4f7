# expect: eps-inside-sqrt + rms-eps-inside
import numpy as np


def _denominator(avg, eps):
    return np.sqrt(avg + eps)


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s_new = rho * s + (1 - rho) * np.square(g)
    return w - lr * g / _denominator(s_new, eps), s_new


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m_new = beta1 * m + (1 - beta1) * g
    v_new = beta2 * v + (1 - beta2) * np.square(g)
    mh, vh = m_new / (1 - beta1 ** t), v_new / (1 - beta2 ** t)
    w_new = w * (1 - lr * weight_decay) - lr * mh / _denominator(vh, eps)
    return w_new, m_new, v_new
