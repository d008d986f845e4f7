# expect: best-follows
def early_stopping(val_losses, patience, min_delta=0.0):
    lowest, at, wait = float("inf"), 0, 0
    for i, v in enumerate(val_losses):
        wait = 0 if v < lowest - min_delta else wait + 1
        if v < lowest:
            lowest, at = v, i
        if wait >= patience:
            return i, at
    return len(val_losses) - 1, at
