import math


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    if step < warmup:
        # step + 1: with a rate of 0 the first step would be lost.
        return base_lr * (step + 1) / warmup
    if step >= total:
        # The cosine would rise again.
        return min_lr
    # Counted from the end of warmup, so that the two phases meet at base_lr.
    progress = (step - warmup) / (total - warmup)
    return min_lr + 0.5 * (base_lr - min_lr) * (1 + math.cos(math.pi * progress))
