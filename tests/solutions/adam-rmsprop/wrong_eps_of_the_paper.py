# expect: eps-before-correction
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s = rho * s + (1 - rho) * g * g
    return w - lr * g / (eps + s**0.5), s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    alpha = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return w - lr * weight_decay * w - alpha * m / (np.sqrt(v) + eps), m, v
