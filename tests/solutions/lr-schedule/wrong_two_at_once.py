# expect: linear-decay + warmup-from-floor
def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    if step < warmup:
        return min_lr + (step + 1) / warmup * (base_lr - min_lr)
    if step >= total:
        return min_lr
    return base_lr - (base_lr - min_lr) * (step - warmup) / (total - warmup)
