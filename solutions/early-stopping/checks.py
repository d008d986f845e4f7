"""Hidden checks of `early-stopping`."""

import numpy as np

from nnprep.checks import drawn_cases, inputs_kept, robust, same_twice

NAN = float("nan")
STEP = 1 / 16
"""Losses are multiples of it, so that `v < best - d` and `best - v > d` agree at their limit."""


def curve(rng, *losses):
    """A list of losses, in steps above a drawn level."""
    level = int(rng.integers(1, 9))
    return [level + STEP * loss for loss in losses]


def check_basic(f, rng):
    """patience 3: no improvement after the second epoch"""
    return f.early_stopping(curve(rng, 10, 6, 8, 7, 9, 3), 3)


def check_recovers(f, rng):
    """an improvement before patience runs out starts the count again"""
    return f.early_stopping(curve(rng, 10, 9, 11, 12, 8, 9, 7), 3)


def check_recovers_then_stops(f, rng):
    """a second wait, after an improvement, is as long as the first"""
    return f.early_stopping(curve(rng, 10, 12, 11, 8, 9, 10, 9, 2), 3)


def check_plateau(f, rng):
    """equal losses"""
    return f.early_stopping(curve(rng, 8, 8, 8, 8, 8, 8), 3)


def check_zigzag(f, rng):
    """every other epoch is an improvement"""
    return f.early_stopping(curve(rng, 10, 12, 9, 11, 8, 10, 7, 9), 2)


def check_between(f, rng):
    """losses that fall again and again, but never below the best"""
    return f.early_stopping(curve(rng, 9, 2, 8, 7, 6, 5, 4, 3), 4)


def check_falling(f, rng):
    """losses that fall throughout"""
    return f.early_stopping(curve(rng, 15, 12, 10, 7, 5), 2)


def check_rising(f, rng):
    """losses that rise from the start"""
    return f.early_stopping(curve(rng, 2, 3, 5, 6, 9, 11), 3)


def check_late_best(f, rng):
    """the lowest loss comes after the stop"""
    return f.early_stopping(curve(rng, 8, 9, 10, 9, 1), 3)


def check_patience_of_one(f, rng):
    """patience 1"""
    return f.early_stopping(curve(rng, 9, 7, 6, 8, 3), 1)


def check_long_patience(f, rng):
    """patience longer than the run"""
    return f.early_stopping(curve(rng, 9, 7, 8, 8), 10)


def check_stop_at_the_end(f, rng):
    """patience runs out at the last epoch"""
    return f.early_stopping(curve(rng, 9, 7, 8, 8), 2)


def check_one_epoch(f, rng):
    """a single epoch"""
    return f.early_stopping(curve(rng, 7), 1)


def check_min_delta(f, rng):
    """decreases of exactly min_delta, less and more"""
    return f.early_stopping(curve(rng, 20, 18, 12, 11, 11, 10, 2), 3, 2 * STEP)


def check_slow_descent(f, rng):
    """each decrease is smaller than min_delta, but they add up"""
    return f.early_stopping(curve(rng, 20, 19, 18, 17, 16, 15, 14, 13), 4, 2 * STEP)


def check_slightly_worse(f, rng):
    """with min_delta, losses slightly above and below the best"""
    return f.early_stopping(curve(rng, 9, 5, 6, 4, 6, 7), 4, 2 * STEP)


def check_nan(f, rng):
    """nan until patience runs out"""
    return f.early_stopping([*curve(rng, 8), NAN, NAN, NAN, *curve(rng, 3)], 2)


def check_single_nan(f, rng):
    """nan between improvements and between epochs without"""
    first, second = curve(rng, 8, 7), curve(rng, 9, 9, 2)
    return f.early_stopping([first[0], NAN, first[1], 99.0, NAN, 98.0, *second], 3)


def check_negative(f, rng):
    """losses below 0"""
    return f.early_stopping([loss - 30 for loss in curve(rng, 9, 6, 7, 5, 5, 6)], 2, STEP)


def run(rng, n, patience):
    """A noisy descent, as a list or an array, with a few nan."""
    falling = np.cumsum(rng.integers(-4, 3, size=n)) + 3 * rng.integers(0, 3, size=n)
    losses = STEP * falling + rng.choice([0.0, 0.0, 800.0])
    losses[1:][rng.random(n - 1) < 0.1] = NAN
    return losses if rng.random() < 0.7 else losses.tolist(), patience, STEP * int(rng.integers(0, 6))


check_drawn = drawn_cases("early_stopping", run, changing=(1, 2), n=(6, 16, 300), patience=(1, 4, 20))


def example(rng):
    return curve(rng, 10, 6, 8, 7, 9, 3), 3, STEP


check_repeat = same_twice("early_stopping", example)
check_inputs = inputs_kept("early_stopping", example)


@robust
def check_nan_first(f, rng):
    """nan in the very first epoch"""
    return f.early_stopping([NAN, *curve(rng, 8, 9, 7, 10, 11, 12, 1)], 3)
