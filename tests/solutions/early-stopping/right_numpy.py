# From improvement to improvement, by array operations on what is left.
import numpy as np


def early_stopping(val_losses, patience, min_delta=0.0):
    losses = np.nan_to_num(np.array(val_losses, dtype=float), nan=np.inf)
    best = 0
    while True:
        window = losses[best + 1 : best + 1 + patience]
        better = np.flatnonzero(window < losses[best] - min_delta)
        if better.size == 0:
            return np.int64(best + len(window)), np.int64(best)
        best += 1 + better[0]
