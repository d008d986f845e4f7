# expect: decay-without-lr
import numpy as np


def ema(old, x, b):
    return b * old + (1 - b) * x


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s = ema(s, g * g, rho)
    return w - lr * g / (eps + np.sqrt(s)), s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m, v = ema(m, g, beta1), ema(v, g * g, beta2)
    w = (1 - weight_decay) * w
    return w - lr * (m / (1 - beta1 ** t)) / (eps + np.sqrt(v / (1 - beta2 ** t))), m, v
