# expect: log-ratio
import numpy as np


def group_advantages(rewards):
    r = rewards - rewards.mean(axis=1, keepdims=True)
    return r / (np.sqrt((r * r).mean(axis=1, keepdims=True)) + 1e-8)


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    ratio = np.subtract(logp_new, logp_old)
    a = ratio * adv
    b = np.minimum(np.maximum(ratio, 1 - clip), 1 + clip) * adv
    loss = -np.where(a < b, a, b).mean()
    return loss, np.where(a <= b, -a, 0.0) / ratio.size
