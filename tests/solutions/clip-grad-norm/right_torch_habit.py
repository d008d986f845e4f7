"""As PyTorch does it: the norm of the norms, 1e-6 in the denominator, a factor of at most 1."""
import numpy as np


def clip_by_global_norm(grads, max_norm):
    norms = [np.linalg.norm(g.ravel()) for g in grads]
    total = np.linalg.norm(norms)
    coefficient = min(max_norm / (total + 1e-6), 1.0)
    return [g * coefficient for g in grads], total
