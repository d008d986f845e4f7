# expect: per-tensor + float32-overflow
import numpy as np


def clip_by_global_norm(grads, max_norm):
    out, squares = [], 0.0
    for g in grads:
        n = np.sqrt(np.sum(g * g))
        squares += n * n
        out.append(g * (max_norm / n) if n > max_norm else g + 0)
    return out, np.sqrt(squares)
