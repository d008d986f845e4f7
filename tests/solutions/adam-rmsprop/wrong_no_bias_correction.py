# expect: no-bias-correction
import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    sq = s.copy()
    sq *= rho
    sq += (1 - rho) * g * g
    return w - lr * g / (np.sqrt(sq) + eps), sq


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    mom = m.copy()
    mom *= beta1
    mom += (1 - beta1) * g
    vel = v.copy()
    vel *= beta2
    vel += (1 - beta2) * g * g
    new = w - lr * weight_decay * w
    new = new - lr * mom / (np.sqrt(vel) + eps)
    return new, mom, vel
