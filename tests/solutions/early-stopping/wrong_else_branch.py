# expect: nan-improves
def early_stopping(val_losses, patience, min_delta=0.0):
    best, at, wait = float("inf"), 0, 0
    for i, v in enumerate(val_losses):
        if v >= best - min_delta:
            wait += 1
            if wait == patience:
                return i, at
        else:
            best, at, wait = v, i, 0
    return len(val_losses) - 1, at
