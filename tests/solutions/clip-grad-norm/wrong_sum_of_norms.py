# expect: adds-norms
import numpy as np


def clip_by_global_norm(grads, max_norm):
    total = 0.0
    for g in grads:
        total += np.sqrt((g**2).sum())
    factor = min(1.0, max_norm / total) if total > 0 else 1.0
    return [factor * g for g in grads], total
