# expect: empty-decay
import math


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    if step < warmup:
        return base_lr * ((step + 1) / warmup)
    done = min((step - warmup) / (total - warmup), 1)
    return min_lr + (base_lr - min_lr) / 2 * (math.cos(math.pi * done) + 1)
