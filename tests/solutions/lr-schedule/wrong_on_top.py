# expect: min-added
import math


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    if step >= total > warmup or step >= warmup == total:
        return min_lr
    if step < warmup:
        return (step + 1) * base_lr / warmup
    x = (step - warmup) / (total - warmup)
    return min_lr + base_lr * math.cos(x * math.pi / 2) ** 2
