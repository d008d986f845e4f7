# As in many training scripts: max(1, ...) guards both divisions.
import math


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    if step < warmup:
        return float(step + 1) / float(max(1, warmup)) * base_lr
    progress = float(step - warmup) / float(max(1, total - warmup))
    progress = min(progress, 1.0)
    return min_lr + (base_lr - min_lr) * 0.5 * (1.0 + math.cos(math.pi * progress))
