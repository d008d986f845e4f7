# Progress, clamped; cos² of the half angle instead of ½(1 + cos).
import numpy as np


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    if step < warmup:
        return np.interp(step + 1, [0, warmup], [0.0, base_lr])
    rest = total - warmup
    progress = np.clip((step - warmup) / rest, 0, 1) if rest else 1.0
    return min_lr + (base_lr - min_lr) * np.cos(np.pi / 2 * progress) ** 2
