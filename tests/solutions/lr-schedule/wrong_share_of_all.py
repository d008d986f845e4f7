# expect: no-warmup-offset
from math import cos, pi


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    if step < warmup:
        return base_lr / warmup * (1 + step)
    share = min(step, total) / total
    return (base_lr + min_lr + (base_lr - min_lr) * cos(pi * share)) / 2
