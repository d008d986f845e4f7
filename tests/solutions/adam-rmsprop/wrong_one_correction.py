# expect: v-corrected-with-beta1
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s = s + (1 - rho) * (g * g - s)
    return w - lr * g / (eps + s**0.5), s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m = m + (1 - beta1) * (g - m)
    v = v + (1 - beta2) * (np.square(g) - v)
    weights = 1 - beta1**t
    step = (m / weights) / (np.sqrt(v / weights) + eps)
    return w * (1 - lr * weight_decay) - lr * step, m, v
