# expect: min-delta-ignored + ties-count
def early_stopping(val_losses, patience, min_delta=0.0):
    best, at, wait = float("inf"), 0, 0
    for i, v in enumerate(val_losses):
        if v <= best:
            best, at, wait = v, i, 0
        else:
            wait += 1
        if wait == patience:
            return i, at
    return len(val_losses) - 1, at
