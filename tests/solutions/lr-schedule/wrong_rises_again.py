# expect: no-clamp
import math


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    if step + 1 <= warmup:
        return base_lr * ((step + 1) / warmup)
    angle = math.pi * (step - warmup) / (total - warmup)
    return min_lr + (base_lr - min_lr) / 2 * (math.cos(angle) + 1)
