# expect: l2-in-gradient
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    avg = rho * s + (1 - rho) * g * g
    return w - lr * g / (np.sqrt(avg) + eps), avg


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    if weight_decay:
        g = g + weight_decay * w
    first = beta1 * m + (1 - beta1) * g
    second = beta2 * v + (1 - beta2) * g * g
    unbiased1 = first / (1 - beta1 ** t)
    unbiased2 = second / (1 - beta2 ** t)
    return w - lr * unbiased1 / (np.sqrt(unbiased2) + eps), first, second
