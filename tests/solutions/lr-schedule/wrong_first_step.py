# expect: warmup-from-zero
import numpy as np


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    if step < warmup:
        return step / warmup * base_lr
    if step > total - 1:
        return min_lr
    return min_lr + (base_lr - min_lr) * (1 + np.cos(np.pi * (step - warmup) / (total - warmup))) / 2
