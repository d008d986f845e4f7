# expect: min-as-clip
import math


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    if step < warmup:
        return base_lr * ((step + 1) / warmup)
    if step >= total:
        return min_lr
    lr = base_lr / 2 * (math.cos(math.pi * (step - warmup) / (total - warmup)) + 1)
    return lr if lr > min_lr else min_lr
