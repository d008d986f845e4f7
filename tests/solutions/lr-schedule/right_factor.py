"""A share of the way between the two rates."""
from math import cos, pi


def share(k, n):
    return 1.0 if k >= n else k / n


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    ramp = share(step + 1, warmup)
    if ramp < 1 or step + 1 == warmup:
        return ramp * base_lr
    fall = (1 - cos(pi * share(step - warmup, total - warmup))) / 2
    return base_lr * (1 - fall) + min_lr * fall
