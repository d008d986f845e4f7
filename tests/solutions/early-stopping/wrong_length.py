# expect: past-the-end
def early_stopping(val_losses, patience, min_delta=0.0):
    best, at, i = float("inf"), 0, 0
    while i < len(val_losses):
        if val_losses[i] < best - min_delta:
            best, at = val_losses[i], i
        elif i >= at + patience:
            break
        i += 1
    return i, at
