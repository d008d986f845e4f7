# nnprep: lr-schedule
"""A learning rate schedule: linear warmup, then half a cosine.

Steps are counted from 0.

    step < warmup             a straight ramp, base_lr · (step + 1) / warmup
    warmup <= step < total    half a cosine, from base_lr at step warmup down to min_lr at step total
    step >= total             min_lr

Write `lr_at`.

Conventions
    The ramp starts from 0, not from min_lr. Its last step, warmup - 1, already has base_lr.
    0 <= warmup <= total; both ends occur. min_lr is at most base_lr.
    One file, NumPy and the standard library only.

Worked example (try it: python -m doctest lr_schedule.py)

    >>> [round(lr_at(step, 0.4, 4, 12), 4) for step in range(6)]
    [0.1, 0.2, 0.3, 0.4, 0.4, 0.3848]
    >>> round(lr_at(8, 0.4, 4, 12), 4)                      # halfway down
    0.2
    >>> round(lr_at(8, 0.4, 4, 12, min_lr=0.1), 4)
    0.25
    >>> round(lr_at(12, 0.4, 4, 12, min_lr=0.1), 4)
    0.1
    >>> round(lr_at(500, 0.4, 4, 12, min_lr=0.1), 4)
    0.1
    >>> round(lr_at(0, 0.4, 0, 12), 4)                      # no warmup
    0.4
"""

import math


def lr_at(step, base_lr, warmup, total, min_lr=0.0):
    """Return the learning rate of one step, a float.

    step     int    0 for the first one; may be beyond total
    base_lr  float  the highest rate
    warmup   int    how many steps the ramp takes
    total    int    the step from which the rate is min_lr
    min_lr   float  the lowest rate after warmup
    """
    raise NotImplementedError
