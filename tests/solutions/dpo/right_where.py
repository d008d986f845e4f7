"""As in a framework: logsigmoid and a chain rule through the logits."""

import numpy as np


def logsigmoid(x):
    return np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))


def dpo_loss(pi_w, pi_l, ref_w, ref_l, beta):
    chosen_rewards = beta * (pi_w - ref_w)
    rejected_rewards = beta * (pi_l - ref_l)
    logits = chosen_rewards - rejected_rewards
    loss = -np.average(logsigmoid(logits))
    e = np.exp(-np.abs(logits))
    wrong = np.where(logits >= 0, e, 1.0) / (1.0 + e)
    dlogits = -wrong / logits.size
    return loss, dlogits * beta, -dlogits * beta
