# Where the clip blocks, said in words.
import numpy as np


def group_advantages(rewards):
    mu = np.mean(rewards, axis=-1)[:, None]
    sigma = np.sqrt(np.mean((rewards - mu) ** 2, axis=-1))[:, None]
    return (rewards - mu) / (sigma + 1e-8)


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    rho = np.exp(logp_new - logp_old)
    too_high = (rho > 1 + clip) & (adv > 0)
    too_low = (rho < 1 - clip) & (adv < 0)
    blocked = too_high | too_low
    objective = np.where(too_high, (1 + clip) * adv, np.where(too_low, (1 - clip) * adv, rho * adv))
    return -objective.mean(), np.where(blocked, 0.0, -rho * adv / len(adv))
