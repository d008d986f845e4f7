# expect: grad-no-mean + no-std
import numpy as np


def group_advantages(rewards):
    return rewards - rewards.mean(axis=1)[:, None]


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    rho = np.exp(logp_new - logp_old)
    plain, capped = rho * adv, np.clip(rho, 1 - clip, 1 + clip) * adv
    return -np.minimum(plain, capped).mean(), -plain * (plain <= capped)
