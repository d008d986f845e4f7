# expect: no-bias-correction
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s = (1 - rho) * g * g + rho * s
    return w - lr / (np.sqrt(s) + eps) * g, s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m = m + (g - m) * (1 - beta1)
    v = v + (g * g - v) * (1 - beta2)
    return w * (1 - lr * weight_decay) - lr / (np.sqrt(v) + eps) * m, m, v
