# PPO as in libraries: the maximum of two losses, and a derivative for each of them.
import numpy as np


def group_advantages(rewards):
    n, G = rewards.shape
    flat = rewards.reshape(n * G)
    mean = np.repeat(rewards.mean(axis=1), G)
    std = np.repeat(np.std(rewards, axis=1), G)
    return ((flat - mean) / (std + 1e-8)).reshape(n, G)


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    log_ratio = logp_new - logp_old
    ratio = np.exp(log_ratio)
    pg1 = -adv * ratio
    pg2 = -adv * np.minimum(np.maximum(ratio, 1.0 - clip), 1.0 + clip)
    inside = np.logical_and(ratio > 1.0 - clip, ratio < 1.0 + clip)
    d1 = -adv * ratio
    d2 = -adv * ratio * inside
    grad = np.where(pg1 >= pg2, d1, d2) / adv.size
    return np.maximum(pg1, pg2).mean(), grad
