# expect: global-statistics
import numpy as np


def group_advantages(rewards):
    return (rewards - np.average(rewards)) / (np.std(rewards) + 1e-8)


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    r = np.exp(logp_new - logp_old)
    surrogate = np.stack([r * adv, r.clip(1 - clip, 1 + clip) * adv])
    loss = -surrogate.min(axis=0).sum() / adv.size
    grad = (surrogate[0] <= surrogate[1]) * -surrogate[0] / adv.size
    return loss, grad
