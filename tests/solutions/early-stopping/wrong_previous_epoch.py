# expect: compares-previous
def early_stopping(val_losses, patience, min_delta=0.0):
    previous, kept, bad = float("inf"), 0, 0
    for i, v in enumerate(val_losses):
        if previous - v > min_delta:
            kept, bad = i, 0
        else:
            bad += 1
        previous = v
        if bad == patience:
            return i, kept
    return i, kept
