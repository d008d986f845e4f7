# expect: same-sign + sum-loss
import numpy as np


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    z = beta * ((pi_w - ref_w) - (pi_l - ref_l))
    loss = np.sum(np.logaddexp(0, -z))
    d = -beta * np.exp(-np.logaddexp(0, z)) / len(z)
    return loss, d, d.copy()
