import numpy as np


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s = rho * s + (1 - rho) * g**2
    # The root has the unit of g, so the step doesn't depend on the scale of g.
    # eps is outside of it: under it, tiny gradients would hardly count.
    w = w - lr * g / (np.sqrt(s) + eps)
    return w, s


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    # Both averages started at 0, so after t steps their weights only add up to
    # 1 - beta**t. The state itself stays raw: it is averaged on.
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    # Decoupled decay takes the same share of every weight. As part of g it
    # would be divided by the root, and decay steep weights less.
    w = w - lr * weight_decay * w
    w = w - lr * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v
