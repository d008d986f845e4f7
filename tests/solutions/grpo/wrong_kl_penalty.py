# expect: unnamed
# A penalty on the log-ratio instead of a clip.
import numpy as np


def group_advantages(rewards):
    r = rewards - rewards.mean(axis=1, keepdims=True)
    return r / (rewards.std(axis=1, keepdims=True) + 1e-8)


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    d = logp_new - logp_old
    rho = np.exp(d)
    loss = -np.mean(rho * adv - 0.5 * clip * d**2)
    return loss, -(rho * adv - clip * d) / len(d)
