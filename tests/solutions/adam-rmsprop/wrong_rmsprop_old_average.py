# expect: rms-old-s
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    moved = w - lr * g / (np.sqrt(s) + eps)
    s = rho * s + (1 - rho) * np.power(g, 2)
    return moved, s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * np.power(g, 2)
    alpha = lr * np.sqrt(1 - beta2 ** t).item() / (1 - beta1 ** t)
    eps_hat = eps * float(np.sqrt(1 - beta2 ** t))
    moved = w - lr * weight_decay * w
    moved = moved - alpha * m / (np.sqrt(v) + eps_hat)
    return moved, m, v
