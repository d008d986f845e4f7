# expect: decay-after + rms-rho-swapped
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s_ = (1 - rho) * s + rho * g ** 2
    w_ = w - lr * g / (np.sqrt(s_) + eps)
    return w_, s_


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m_ = beta1 * m + (1 - beta1) * g
    v_ = beta2 * v + (1 - beta2) * g ** 2
    w_ = w - lr * (m_ / (1 - beta1 ** t)) / (np.sqrt(v_ / (1 - beta2 ** t)) + eps)
    w_ = w_ - lr * weight_decay * w_
    return w_, m_, v_
