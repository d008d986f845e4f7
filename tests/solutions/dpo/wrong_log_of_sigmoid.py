# expect: naive-log-sigmoid
import numpy as np


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    x = beta * ((pi_w - ref_w) - (pi_l - ref_l))
    prob = 1 / (1 + np.exp(-x))
    loss = -np.log(prob).mean()
    d = beta * np.exp(-np.logaddexp(0, x)) / len(x)
    return loss, -d, d
