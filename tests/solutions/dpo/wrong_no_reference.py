# expect: no-reference
import numpy as np


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    logits = beta * (pi_w - pi_l)
    losses = np.log1p(np.exp(-np.abs(logits))) + np.maximum(-logits, 0)
    s = np.exp(-np.logaddexp(0, logits))
    g = beta * s / len(logits)
    return losses.mean(), -g, g
