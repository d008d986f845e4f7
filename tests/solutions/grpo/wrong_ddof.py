# expect: unbiased-std
import numpy as np


def group_advantages(rewards):
    G = rewards.shape[1]
    c = rewards - rewards.mean(1)[:, None]
    s = np.sqrt((c**2).sum(1) / np.float64(G - 1))[:, None]
    return c / (s + 1e-8)


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    rho = np.exp(logp_new - logp_old)
    a, b = rho * adv, np.clip(rho, 1 - clip, 1 + clip) * adv
    return -np.mean(np.minimum(a, b)), np.where(a > b, 0.0, -a / len(a))
