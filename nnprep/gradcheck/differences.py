"""Differences of a loss along a line, and how far its own rounding allows them to be trusted."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from nnprep.checks.finite_differences import STEP
from nnprep.errors import UsageError
from nnprep.gradcheck.parameters import Array, KeyPath, Parameter, Point, replaced
from nnprep.grading.feedback.values import described
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.failures import Raised

TRUST = 8
"""A difference is trusted to this many standard deviations of the loss's rounding."""
LARGEST_STEP = 0.03
WINDOWS = (1e-6, 1e-4, 1e-2)
"""Spacings at which rounding is estimated, from narrow to wide, until the loss changes at all."""
SAMPLES = 8
LOOKS = 3
SUSPECT = 1e-10
"""Rounding above this share of the loss isn't that of float64 in a well-conditioned sum, and is estimated again."""


class Loss:
    """The learner's loss around one point, as a function that returns a float."""

    def __init__(self, function: Callable[..., Any], point: Point) -> None:
        self.function = function
        self.point = point
        self.seen: set[float] = set()
        """Some of its values, which show whether it computes in float32."""
        self.narrow = False
        """Whether it returns float32 or float16."""
        self.here = self.at(point)
        self.again = self.at(point)

    def at(self, point: Point) -> float:
        """Return the loss; raises UsageError if it isn't one real number."""
        result = self.function(*point.arguments, **point.keywords)
        kind = getattr(
            result, "dtype", np.dtype(type(result) if isinstance(result, int | float) else object)
        ).kind
        if isinstance(result, complex) or kind == "c":
            raise UsageError("The loss returns a complex number; a gradient needs a real one.")
        if result is None:
            raise UsageError("The loss returns None: is a return missing?")
        if isinstance(result, bool) or not isinstance(result, int | float | np.ndarray | np.generic):
            raise UsageError(f"The loss returns {described(result)}, not one number.")
        if np.size(result) != 1 or kind not in "iuf":
            raise UsageError(f"The loss returns {described(result)}, not one number.")
        self.narrow |= getattr(result, "dtype", np.dtype("f8")).itemsize < 8 and kind == "f"
        try:
            value = float(np.reshape(result, ()))
        except OverflowError:
            return math.inf
        if len(self.seen) < 64:
            self.seen.add(value)
        return value

    def near(self, path: KeyPath, array: Array) -> float:
        """Return the loss with other numbers in one parameter; nan if it raises an exception."""
        try:
            return self.at(replaced(self.point, path, array))
        except Raised:  # a logarithm of what is now negative
            return math.nan

    @property
    def steady(self) -> bool:
        """Whether two calls at the same point gave the same value, up to the order of a sum."""
        return abs(self.here - self.again) <= 1e-14 * abs(self.here)

    @property
    def single(self) -> bool:
        """Whether it computes in float32: it returns float32, or every value it returned is a float32 number."""
        with np.errstate(over="ignore"):
            return self.narrow or (len(self.seen) > 8 and all(float(np.float32(v)) == v for v in self.seen))


class Slope(NamedTuple):
    """The slope of a loss along a probe, measured with one step; numbers are per unit of the probe."""

    step: float
    slope: float
    """The central difference."""
    doubt: float
    """How far it may be off, by rounding and by the error of the step itself."""
    left: float
    right: float
    """The one-sided differences."""
    smooth: bool
    """Whether left and right converge as the step shrinks, as they do if there is a derivative."""

    @property
    def finite(self) -> bool:
        """Whether the loss was finite everywhere."""
        return math.isfinite(self.slope + self.doubt + self.left + self.right)


class Probe:
    """A straight line through the point: along one entry of a parameter, or along a direction in all of them."""

    def __init__(
        self, loss: Loss, parameter: Parameter, place: tuple[int, ...] | None, signs: Array | None = None
    ) -> None:
        self.loss, self.parameter, self.place, self.signs = loss, parameter, place, signs
        if signs is None:
            self.unit = max(1.0, abs(float(parameter.value[place or ()])))
        else:
            count = max(1.0, float(np.count_nonzero(signs)))
            self.unit = max(1.0, float(np.abs(parameter.value).mean())) / math.sqrt(count)

    def moved(self, step: float) -> Array:
        """Return the parameter a step along the probe."""
        if self.signs is not None:
            return np.asarray(self.parameter.value + step * self.unit * self.signs)
        there = self.parameter.value.copy()
        there[self.place or ()] += step * self.unit
        return there

    def value(self, step: float) -> float:
        """Return the loss a step along the probe."""
        return self.loss.near(self.parameter.path, self.moved(step))

    def predicted(self, gradient: Array) -> float:
        """Return the slope that a gradient claims."""
        if self.signs is None:
            return float(gradient[self.place or ()])
        return float(np.sum(gradient * self.signs))

    def central(self, step: float) -> float:
        """Return the central difference."""
        return (self.value(step) - self.value(-step)) / (2 * step * self.unit)

    def rounding(self, step: float, noise: float) -> float:
        """Return how far rounding can take a central difference."""
        return TRUST * noise / (step * self.unit)

    def trial(self, step: float, noise: float) -> Slope:
        """Measure the slope with a step and with half of it."""
        up, down = self.value(step), self.value(-step)
        near_up, near_down = self.value(step / 2), self.value(-step / 2)
        here, reach = self.loss.here, step * self.unit
        wide, slope = (up - down) / (2 * reach), (near_up - near_down) / reach
        left, right = (here - near_down) / (reach / 2), (near_up - here) / (reach / 2)
        bend, closer = abs((up - here) - (here - down)) / reach, abs(right - left)
        smooth = bend <= 2 * self.rounding(step, noise) or 0.4 <= closer / bend <= 0.6
        doubt = 2 * self.rounding(step, noise) + 2 * abs(wide - slope)
        return Slope(step, slope, doubt, left, right, smooth)


def rounding_of(loss: Loss, parameter: Parameter, rng: np.random.Generator) -> float:
    """Return the standard deviation of the loss's own rounding around the point.

    From differences of the fourth to sixth order, in which a smooth function vanishes: J. J. Moré and S. M. Wild,
    Estimating computational noise, SIAM J. Sci. Comput. 33, 2011. Noise above that of float64 is estimated again on
    other sides, since it may be a kink. Never less than half a unit in the last place.
    """
    floor = 2.0**-53 * abs(loss.here)
    noises = []
    for side in (1, -1) * LOOKS:
        reach = (
            side * rng.choice((-1.0, 1.0), parameter.value.shape) * np.maximum(1.0, np.abs(parameter.value))
        )
        noise = next((n for n in (noise_at(loss, parameter, reach * w) for w in WINDOWS) if n), 0.0)
        if noise > SUSPECT * abs(loss.here):
            closer = noise_at(loss, parameter, reach * WINDOWS[0] / 1000)
            if 0 < closer < 0.01 * noise:
                noise = closer  # it was a bend or a kink: rounding doesn't shrink with the window
        noises.append(noise)
        if noise <= SUSPECT * abs(loss.here):
            break
    return max(min(noises), floor)


def noise_at(loss: Loss, parameter: Parameter, spacing: Array) -> float:
    """Return the noise of a loss at equal spacings; 0 if it is constant there, or not finite."""
    values = [
        loss.here,
        *(loss.near(parameter.path, parameter.value + k * spacing) for k in range(1, SAMPLES + 1)),
    ]
    still = len(set(values)) <= SAMPLES // 2 or not all(map(math.isfinite, values))
    return 0.0 if still else noise_in(values)


def noise_in(values: list[float]) -> float:
    """Return the noise in equally spaced values of a smooth function."""
    levels = []
    row = values
    for order in range(1, 7):
        row = [after - before for before, after in pairwise(row)]
        if order >= 4:
            factor = math.factorial(order) ** 2 / math.factorial(2 * order)
            levels.append(math.sqrt(factor * sum(each * each for each in row) / len(row)))
    return sorted(levels)[1]


def step_for(probe: Probe, noise: float) -> float:
    """Return a step that suits the rounding: 1e-5 for that of float64, otherwise near the cube root of it."""
    here = probe.loss.here
    change = max(abs(probe.value(t) - here) for t in (0.01, -0.01)) / 0.01
    if not math.isfinite(change) or noise <= 1e-11 * change or not change:
        return STEP
    best = (noise / change) ** (1 / 3)
    return float(f"{min(LARGEST_STEP, max(STEP, best)):.0e}")
