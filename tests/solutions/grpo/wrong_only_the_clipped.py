# expect: clipped-only
import numpy as np


def group_advantages(rewards):
    mean = rewards.mean(axis=1, keepdims=True)
    var = ((rewards - mean) ** 2).mean(axis=1, keepdims=True)
    return (rewards - mean) / (var**0.5 + 1e-8)


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    rho = np.exp(logp_new - logp_old)
    held = np.maximum(np.minimum(rho, 1 + clip), 1 - clip)
    return -(held * adv).mean(), np.where(held == rho, -rho * adv, 0.0) / adv.size
