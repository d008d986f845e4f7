# expect: beta-outside
import numpy as np


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    ratio = (pi_w - pi_l) - (ref_w - ref_l)
    loss = beta * np.mean(np.logaddexp(0, -ratio))
    weight = np.exp(-np.logaddexp(0, ratio))
    return loss, -beta * weight / len(ratio), beta * weight / len(ratio)
