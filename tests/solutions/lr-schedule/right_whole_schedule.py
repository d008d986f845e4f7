"""The whole schedule as an array, of which one entry is needed."""
import numpy as np


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    if step >= total:
        return float(min_lr)
    ramp = base_lr * np.arange(1, warmup + 1) / max(warmup, 1)
    angles = np.linspace(0, np.pi, total - warmup, endpoint=False)
    schedule = np.concatenate([ramp, (base_lr + min_lr) / 2 + (base_lr - min_lr) / 2 * np.cos(angles)])
    return schedule[step]
