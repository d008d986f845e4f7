"""Gradients checked by central differences, in float64, along random directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnprep.checks.api import near

STEP = 1e-5
"""Near the cube root of float64's rounding unit, where truncation and rounding errors balance."""
KINK = 1e-3
"""Pre-activations of a ReLU nearer to zero than this make a difference quotient cross the kink."""
ACCURACY = 1e-6
"""Correct code stays below 3e-9; a wrong gradient is off by 4e-3 and more."""

Parameters = Sequence[np.ndarray[Any, Any]]


def directions(
    rng: np.random.Generator, parameters: Parameters, count: int = 3
) -> list[list[np.ndarray[Any, Any]]]:
    """Draw `count` random unit directions in the space of all parameters; draw before `f` is called."""
    drawn = []
    for _ in range(count):
        parts = [rng.standard_normal(np.shape(parameter)) for parameter in parameters]
        length = np.sqrt(sum(float(np.sum(part**2)) for part in parts))
        drawn.append([part / length for part in parts])
    return drawn


def slopes_agree(
    label: str,
    loss: Callable[[list[np.ndarray[Any, Any]]], float],
    parameters: Parameters,
    gradients: Parameters,
    along: Sequence[Sequence[np.ndarray[Any, Any]]],
) -> None:
    """Observe that gradients are the slopes of `loss` along each direction: |a - n| / (|a| + |n|) near 0.

    `loss` takes a list of float64 arrays shaped as `parameters` and returns a number.
    """
    for number, direction in enumerate(along, 1):
        up = loss([p + STEP * d for p, d in zip(parameters, direction, strict=True)])
        down = loss([p - STEP * d for p, d in zip(parameters, direction, strict=True)])
        numerical = (up - down) / (2 * STEP)
        analytic = sum(
            float(np.sum(real(g).reshape(d.shape) * d)) for g, d in zip(gradients, direction, strict=True)
        )
        scale = abs(analytic) + abs(numerical)
        error = abs(analytic - numerical) / scale if scale else 0.0
        near(f"{label}, direction {number}: relative error of the slope", error, 0.0, ACCURACY)


def real(gradient: Any) -> np.ndarray[Any, Any]:
    """Return a gradient as float64; raises TypeError for a complex one, whose real part alone may be right."""
    found = np.asarray(gradient)
    if found.dtype.kind == "c":
        message = "complex numbers, where real ones belong"
        raise TypeError(message)
    return found.astype(float)


def away_from_kinks(
    draw: Callable[[], Any],
    pre_activations: Callable[[Any], Sequence[np.ndarray[Any, Any]]],
    tries: int = 100,
) -> Any:
    """Draw until no pre-activation is nearer to zero than `KINK`; raises RuntimeError after `tries`."""
    for _ in range(tries):
        drawn = draw()
        if all(np.abs(z).min() > KINK for z in pre_activations(drawn) if z.size):
            return drawn
    message = f"no draw out of {tries} stayed away from the kink"
    raise RuntimeError(message)
