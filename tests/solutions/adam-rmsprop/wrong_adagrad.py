# expect: rms-adagrad
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    total = s + np.square(g)
    return w - lr * g / (np.sqrt(total) + eps), total


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
    step = m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w - lr * (weight_decay * w + step), m, v
