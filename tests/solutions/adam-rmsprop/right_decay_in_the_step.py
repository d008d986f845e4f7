# Decay and step added up first; the sum is subtracted once.
import numpy as np


def average(old, new, weight):
    return np.add(np.multiply(weight, old), np.multiply(1 - weight, new))


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s = average(s, np.multiply(g, g), rho)
    return np.subtract(w, lr / (eps + np.sqrt(s)) * g), s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m, v = average(m, g, beta1), average(v, np.multiply(g, g), beta2)
    denominator = np.sqrt(v) / np.sqrt(1 - beta2**t) + eps
    update = m / denominator / (1 - beta1**t)
    if weight_decay:
        update = update + weight_decay * w
    return np.subtract(w, lr * update).astype(w.dtype), m.astype(w.dtype), v.astype(w.dtype)
