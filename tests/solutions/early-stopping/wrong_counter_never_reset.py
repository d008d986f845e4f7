# expect: no-reset
def early_stopping(val_losses, patience, min_delta=0.0):
    best, at, strikes = float("inf"), 0, patience
    for i, v in enumerate(val_losses):
        if v < best - min_delta:
            best, at = v, i
        else:
            strikes -= 1
        if not strikes:
            return i, at
    return len(val_losses) - 1, at
