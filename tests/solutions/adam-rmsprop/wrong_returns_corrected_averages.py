# expect: stores-corrected
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s = s * rho + g ** 2 * (1 - rho)
    step = g / (s ** 0.5 + eps)
    return w - lr * step, s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m = (m * beta1 + g * (1 - beta1)) / (1 - beta1 ** t)
    v = (v * beta2 + g ** 2 * (1 - beta2)) / (1 - beta2 ** t)
    w = w * (1 - lr * weight_decay)
    step = m / (v ** 0.5 + eps)
    return w - lr * step, m, v
