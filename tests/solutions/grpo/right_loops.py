"""One number at a time."""

import math


def group_advantages(rewards):
    result = []
    for group in rewards.tolist():
        mean = sum(group) / len(group)
        std = math.sqrt(sum((r - mean) ** 2 for r in group) / len(group))
        result.append([(r - mean) / (std + 1e-8) for r in group])
    return result


def clipped_loss(logp_new, logp_old, adv, clip=0.2):
    total, gradient = 0.0, []
    for new, old, a in zip(logp_new, logp_old, adv):
        ratio = math.exp(new - old)
        free = ratio * a
        held = min(max(ratio, 1 - clip), 1 + clip) * a
        if held < free:
            total += held
            gradient.append(0.0)
        else:
            total += free
            gradient.append(-free / len(adv))
    return -total / len(adv), gradient
