# expect: l2-in-gradient
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s = np.square(g) * (1 - rho) + rho * s
    return w - lr * (g / (np.sqrt(s) + eps)), s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    grad = g + weight_decay * w
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    return w - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps), m, v
