# nnprep: adam-rmsprop
import numpy as np

# The paper's efficient form: fold both corrections into the step size and into eps.
# lr m/c1 / (sqrt(v/c2) + eps)  =  lr sqrt(c2)/c1 · m / (sqrt(v) + eps sqrt(c2))


def rmsprop(w, g, s, lr, rho=0.99, eps=1e-8):
    s_next = s + (1 - rho) * (g * g - s)
    delta = np.divide(g, eps + s_next ** 0.5)
    return w + (-lr) * delta, s_next


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0):
    m_next = m + (1 - beta1) * (g - m)
    v_next = v + (1 - beta2) * (g * g - v)
    c1 = 1 - pow(beta1, t)
    r2 = (1 - pow(beta2, t)) ** 0.5
    alpha = lr * r2 / c1
    w_next = (1 - lr * weight_decay) * w - alpha * m_next / (v_next ** 0.5 + eps * r2)
    return w_next, m_next, v_next
