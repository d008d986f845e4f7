# expect: divides-by-zero
import math


def clip_by_global_norm(grads, max_norm):
    norm = math.sqrt(sum(float((g.astype(float) ** 2).sum()) for g in grads))
    scale = max_norm / norm
    if scale > 1:
        scale = 1.0
    return [g * scale for g in grads], norm
