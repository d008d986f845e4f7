# expect: rms-no-sqrt + decay-without-lr
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s = rho * s + (1 - rho) * g**2
    return w - lr * g / (s + eps), s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    w = (1 - weight_decay) * w
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v
