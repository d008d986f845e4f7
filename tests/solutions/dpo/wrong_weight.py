# expect: grad-sigmoid-plus
import numpy as np


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    z = beta * (pi_w - pi_l - (ref_w - ref_l))
    loss = np.mean(np.logaddexp(0.0, -z))
    sigma = 0.5 * (1 + np.tanh(z / 2))
    return loss, -beta * sigma / z.size, beta * sigma / z.size
