# expect: grad-strict
import numpy as np


def group_advantages(rewards):
    return np.array([(g - g.mean()) / (g.std() + 1e-8) for g in rewards])


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    p = np.exp(logp_new - logp_old)
    one = p * adv
    two = np.clip(p, 1 - clip, 1 + clip) * adv
    g = np.zeros_like(p)
    use = one < two
    g[use] = -one[use] / len(p)
    return -np.minimum(one, two).mean(), g
