# Both corrections in one learning rate, with eps scaled to match.
import math

import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s_new = s + (1 - rho) * (np.square(g) - s)
    return w - np.divide(lr * g, np.sqrt(s_new) + eps), s_new


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    root = math.sqrt(1 - beta2**t)
    rate = lr * root / (1 - beta1**t)
    m_new = m + (1 - beta1) * (g - m)
    v_new = v + (1 - beta2) * (g * g - v)
    return w * (1 - lr * weight_decay) - rate * m_new / (np.sqrt(v_new) + eps * root), m_new, v_new
