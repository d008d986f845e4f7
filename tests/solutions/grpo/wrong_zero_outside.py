# expect: grad-zero-outside
import numpy as np


def group_advantages(rewards):
    m, s = rewards.mean(axis=1), rewards.std(axis=1)
    return ((rewards.T - m) / (s + 1e-8)).T


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    ratio = np.exp(logp_new - logp_old)
    clipped = np.clip(ratio, 1 - clip, 1 + clip)
    loss = -np.mean(np.minimum(ratio * adv, clipped * adv))
    inside = (ratio >= 1 - clip) & (ratio <= 1 + clip)
    return loss, -adv * ratio * inside / len(adv)
