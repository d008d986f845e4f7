# expect: t-off-by-one
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s2 = s + (1 - rho) * (g ** 2 - s)
    return w - lr * g / (np.sqrt(s2) + eps), s2


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m2 = m + (1 - beta1) * (g - m)
    v2 = v + (1 - beta2) * (g ** 2 - v)
    corr = [1 - b ** (t + 1) for b in (beta1, beta2)]
    decayed = w - lr * weight_decay * w
    return decayed - lr * (m2 / corr[0]) / (np.sqrt(v2 / corr[1]) + eps), m2, v2
