"""Random inputs that a check can use whatever the seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

KINK = 1e-3
"""A ReLU pre-activation closer to zero than this makes a difference quotient cross the kink."""


def redraw(draw: Callable[[], Any], accept: Callable[[Any], bool], tries: int = 100) -> Any:
    """Return the first draw that `accept` is true of. Raises RuntimeError after `tries` draws."""
    for _ in range(tries):
        value = draw()
        if accept(value):
            return value
    message = f"none of {tries} draws was accepted"
    raise RuntimeError(message)


def away_from_kinks(draw: Callable[[], Any], pre_activations: Callable[[Any], Sequence[Array]]) -> Any:
    """Draw until no pre-activation is closer to zero than KINK. Raises RuntimeError after 100 draws."""
    return redraw(draw, lambda value: all(np.abs(z).min() > KINK for z in pre_activations(value) if z.size))


def with_extremes(rng: np.random.Generator, numbers: Array, largest: float = 1e4) -> Array:
    """Return a copy in which one entry, drawn, is exactly 0, one is tiny, and one of either sign is large.

    The large ones come last, so that arrays of one entry or two have them. What clips, or treats 0 as missing, shows.
    """
    extreme = numbers.copy()
    size = largest * (0.5 + 0.5 * rng.random())
    places = rng.permutation(numbers.size)
    for place, value in zip(places[-4:], (0.0, 1e-9, -size, size)[-len(places[-4:]) :], strict=True):
        extreme.flat[place] = value
    return extreme


def median(numbers: Array) -> Any:
    """Return the middle number of a vector, the upper one of two. `np.median` would import numpy.ma: 20 ms."""
    return np.sort(numbers)[len(numbers) // 2]
