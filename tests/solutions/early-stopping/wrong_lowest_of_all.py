# expect: looks-ahead
import numpy as np


def early_stopping(val_losses, patience, min_delta=0.0):
    best, wait, stop, at = np.inf, 0, len(val_losses) - 1, 0
    for i in range(len(val_losses)):
        if val_losses[i] < best - min_delta:
            best, wait, at = val_losses[i], 0, i
        else:
            wait += 1
        if wait == patience:
            stop = i
            at = int(np.nanargmin(np.asarray(val_losses)))
            break
    return stop, at
