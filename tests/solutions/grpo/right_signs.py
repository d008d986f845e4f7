"""min(ρA, clip(ρ)A) as a cap on ρ that depends on the sign of A."""

import numpy as np


def group_advantages(rewards):
    centered = rewards - np.einsum("ng->n", rewards)[:, np.newaxis] / rewards.shape[1]
    std = np.linalg.norm(centered, axis=1, keepdims=True) / np.sqrt(rewards.shape[1])
    return centered / (1e-8 + std)


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    ratio = np.exp(np.subtract(logp_new, logp_old))
    positive = adv >= 0
    limited = np.where(positive, np.minimum(ratio, 1 + clip), np.maximum(ratio, 1 - clip))
    alive = limited == ratio
    m = adv.shape[0]
    return float(-np.dot(limited, adv) / m), -(ratio * adv * alive) / m
