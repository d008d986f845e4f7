# expect: unnamed
# The squared distance of the margin from 1/2, as a related method has it.
import numpy as np


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    h = beta * ((pi_w - ref_w) - (pi_l - ref_l))
    loss = np.mean((h - 0.5) ** 2)
    d = 2 * beta * (h - 0.5) / len(h)
    return loss, d, -d
