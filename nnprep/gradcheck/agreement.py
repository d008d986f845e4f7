"""Whether a gradient and the loss agree along one line, and which measurement shows it."""

from __future__ import annotations

from enum import Enum

from nnprep.checks.finite_differences import ACCURACY
from nnprep.gradcheck.differences import Probe, Slope
from nnprep.gradcheck.parameters import Array
from nnprep.named_tuple import NamedTuple

RESOLVED = 2e-3
"""A slope is measured well enough if its doubt is this share of it: an error of one percent shows."""
NEGLIGIBLE = 1e-6
"""Share of the largest slope of a parameter below which a slope need not be measured."""
FINER = (1.0, 0.1, 0.01, 0.001)
"""Steps, in units of the suitable one, that may be short enough to stay clear of a nearby kink."""
COARSER = (10.0, 100.0, 1000.0)
"""Steps at which rounding matters less."""
FARTHEST = 0.1


class Kind(Enum):
    """How a gradient compares with the loss along one probe."""

    AGREE = "agree"
    NEGLIGIBLE = "negligible"
    """They may agree or not; what the difference can hide is negligible compared with the other entries."""
    DIFFER = "differ"
    KINK = "kink"
    UNSEEN = "unseen"
    """They may agree or not: the difference is too coarse."""
    BROKEN = "broken"
    """The loss is not finite, or raises, a small step away."""


class Agreement(NamedTuple):
    """How they compare along one probe, and the measurement behind it."""

    kind: Kind
    gradient: float
    trial: Slope | None
    """The measurement that decided; None if the loss was never finite."""


class Scale(NamedTuple):
    """What the slopes of one parameter are compared with."""

    largest: float
    """The largest difference of any of its entries."""
    typical: float
    """The root mean square of those differences."""
    grain: float
    """The rounding of the returned gradient itself, if it is float32."""

    def seen(self, probe: Probe, gradient: float, slope: float, doubt: float) -> bool:
        """Return whether a doubt is small enough for an error of one percent to show."""
        size = max(abs(gradient), abs(slope))
        if doubt <= RESOLVED * (size if probe.signs is None else self.typical):
            return True
        return gradient == 0 and self.negligible(gradient, slope, doubt)

    def negligible(self, gradient: float, slope: float, doubt: float) -> bool:
        """Return whether what a doubt may hide is negligible compared with the other entries."""
        return doubt <= NEGLIGIBLE * self.largest or (max(abs(gradient), abs(slope)) <= doubt <= NEGLIGIBLE)

    def close(self, gradient: float, slope: float, doubt: float) -> bool:
        """Return whether two slopes are equal within doubt and rounding."""
        relative = (ACCURACY if not self.grain else 10 * ACCURACY) * (abs(gradient) + abs(slope))
        return abs(gradient - slope) <= max(doubt, relative, self.grain)


def agreement(probe: Probe, gradient: Array, step: float, noise: float, scale: Scale) -> Agreement:
    """Compare a gradient with the loss along a line, with as many steps as it takes to decide.

    A smooth measurement that disagrees decides, and so does one that agrees and is fine enough to show an error of
    one percent. Without either, the one-sided differences show whether there is a kink at the point.
    """
    claimed = probe.predicted(gradient)
    trials = []
    for factor in FINER:
        trial = probe.trial(step * factor, noise)
        if not trial.finite:
            continue
        trials.append(trial)
        if scale.close(claimed, trial.slope, trial.doubt):
            if scale.seen(probe, claimed, trial.slope, trial.doubt):
                return Agreement(Kind.AGREE, claimed, trial)
        elif trial.smooth:
            return Agreement(Kind.DIFFER, claimed, trial)
    if not trials:
        return Agreement(Kind.BROKEN, claimed, None)
    apart = [trial for trial in trials if not scale.close(claimed, trial.slope, trial.doubt)]
    if apart:
        return Agreement(Kind.KINK if between(claimed, apart[-1]) else Kind.DIFFER, claimed, apart[-1])
    return coarser(probe, claimed, step, noise, scale, trials[0])


def coarser(probe: Probe, claimed: float, step: float, noise: float, scale: Scale, first: Slope) -> Agreement:
    """Compare with larger steps, for a slope lost in rounding; only smooth measurements count."""
    for factor in COARSER:
        if step * factor > FARTHEST:
            break
        trial = probe.trial(step * factor, noise)
        if not trial.finite or not trial.smooth:
            continue
        if not scale.close(claimed, trial.slope, trial.doubt):
            return Agreement(Kind.DIFFER, claimed, trial)
        if scale.seen(probe, claimed, trial.slope, trial.doubt):
            return Agreement(Kind.AGREE, claimed, trial)
    least = scale.negligible(claimed, first.slope, first.doubt)
    return Agreement(Kind.NEGLIGIBLE if least else Kind.UNSEEN, claimed, first)


def between(claimed: float, trial: Slope) -> bool:
    """Return whether a slope lies between the one-sided differences, as every subgradient does."""
    low, high = sorted((trial.left, trial.right))
    doubt = 2 * ACCURACY * (abs(low) + abs(high)) + trial.doubt * 0.01
    return low - doubt <= claimed <= high + doubt
