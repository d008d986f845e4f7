"""Gradients checked against central differences, in float64, along random directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnprep.checks.observations import near

STEP = 1e-5
"""Near the cube root of float64's rounding unit, where truncation and rounding errors balance."""
ACCURACY = 1e-6
"""Largest relative error of a right slope: correct code stays below 3e-9, a wrong gradient is off by 4e-3 or more."""

Array = np.ndarray[Any, Any]


def central_difference(function: Callable[[Any], Any], z: Any) -> Any:
    """Return the slope of an elementwise function at each element of z, which has any shape."""
    return (function(z + STEP) - function(z - STEP)) / (2 * STEP)


def directions(rng: np.random.Generator, parameters: Sequence[Array], count: int = 3) -> list[list[Array]]:
    """Draw `count` random unit directions in the space of all parameters; draw them before calling `f`."""
    drawn = []
    for _ in range(count):
        parts = [rng.standard_normal(np.shape(parameter)) for parameter in parameters]
        length = np.sqrt(sum(float(np.sum(part**2)) for part in parts))
        drawn.append([part / length for part in parts])
    return drawn


def slopes_agree(
    label: str,
    loss: Callable[[list[Array]], float],
    parameters: Sequence[Array],
    gradients: Sequence[Array],
    along: Sequence[Sequence[Array]],
) -> None:
    """Observe that gradients are the slopes of `loss` along each direction: |a - n| / (|a| + |n|) is near 0.

    `loss` takes a list of float64 arrays of the shapes of `parameters` and returns a number.
    Raises TypeError for complex gradients.
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


def real(gradient: Any) -> Array:
    """Return a gradient as float64. Raises TypeError for a complex one, since only its real part may be right."""
    array = np.asarray(gradient)
    if array.dtype.kind == "c":
        message = "complex numbers instead of real ones"
        raise TypeError(message)
    return array.astype(float)
