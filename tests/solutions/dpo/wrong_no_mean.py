# expect: grad-no-mean
import numpy as np


def logsig(t):
    return np.where(t < 0, t, 0) - np.log1p(np.exp(-abs(t)))


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    h = (pi_w - ref_w) - (pi_l - ref_l)
    loss = -logsig(beta * h).mean()
    slope = beta * np.exp(logsig(-beta * h))
    return loss, -slope, slope
