# nnprep: early-stopping
"""Early stopping with patience.

Write `early_stopping`, which goes through a run's validation losses, epoch by epoch, and says when training would have
stopped and which epoch's weights it would have restored.

Conventions
    Epochs count from 0.
    An epoch is an improvement if its loss is less than best - min_delta, strictly. best is the loss of the latest
    improvement, and infinite before the first one.
    Training stops after `patience` epochs in a row without improvement, at the last of them, and never sees later
    losses. If that never happens, it stops at the last epoch.
    best_epoch is the epoch of the latest improvement up to then.
    A loss of nan isn't an improvement.
    Losses may be negative.
    Don't modify your arguments.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest early_stopping.py)

    >>> early_stopping([0.9, 0.6, 0.7, 0.65, 0.8, 0.1], patience=3)
    (4, 1)
    >>> early_stopping([0.9, 0.6, 0.7, 0.65, 0.5, 0.8], patience=3)
    (5, 4)
    >>> early_stopping([0.5, 0.5, 0.5], patience=2)
    (2, 0)
    >>> early_stopping([1.0, 0.75, 0.5, 0.25], patience=2, min_delta=0.25)
    (3, 2)
    >>> early_stopping([0.9, float("nan"), float("nan"), 0.5], patience=2)
    (2, 0)
    >>> early_stopping([0.9], patience=1)
    (0, 0)
"""

import numpy as np


def early_stopping(val_losses, patience, min_delta=0.0):
    """Return (stop_epoch, best_epoch), two ints.

    val_losses  list or (n,) of floats  the validation loss of each epoch, at least one
    patience    int                     at least 1
    min_delta   float                   at least 0
    """
    raise NotImplementedError
