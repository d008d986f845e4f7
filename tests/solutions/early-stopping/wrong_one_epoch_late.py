# expect: patience-off-by-one
def early_stopping(val_losses, patience, min_delta=0.0):
    best, at, bad = float("inf"), 0, 0
    for i, v in enumerate(val_losses):
        if v < best - min_delta:
            best, at, bad = v, i, 0
        elif bad == patience:
            return i, at
        else:
            bad += 1
    return len(val_losses) - 1, at
