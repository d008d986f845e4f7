"""A signal's way through a deep network, forward and back: what each layer leaves of it at four weight scales."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnprep.nn.formulas import init_scales as scales
from nnprep.nn.formulas.array_activations import ARRAY_ACTIVATIONS, Array

SAMPLES = 64
"""Rows that go through the network, forward and back."""
SLOW, FAST = 1.05, 1.2
"""Factors per layer up to which a signal holds and above which it explodes; their inverses for shrinking."""
FLAT = 0.1
"""A layer whose mean slope is below this fraction of the largest possible is saturated."""
LOST = 1e-14
"""A difference between samples below this fraction of the activations is rounding, not signal."""
FEWEST_LAYERS = 3
"""Fewer layers say nothing about the long run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One activation and one rule in a deep network of equal widths."""

    activation: str
    rule: str
    std: float
    """Standard deviation of the weights."""
    stds: tuple[float, ...]
    """Standard deviation of each layer's activations over the samples, root mean square of all units, first to last.

    Only what differs between samples is signal: sigmoids may differ from unit to unit and still answer every input the
    same.
    """
    deltas: tuple[float, ...]
    """Root mean square of ∂L/∂z in each layer, first to last, for a random gradient at the last activations."""
    slope: float
    """Mean slope of the last layer's activations, as a fraction of the largest possible."""

    @property
    def delta_ratio(self) -> float | None:
        """First delta over last; None if the last is already zero."""
        return self.deltas[0] / self.deltas[-1] if self.deltas[-1] else None

    @property
    def forward(self) -> float | None:
        """Factor of one layer on the activations, over the second half of the network, where they have settled."""
        stds = (1.0, *self.stds)
        return factor(stds[(len(stds) - 1) // 2 :])

    @property
    def backward(self) -> float | None:
        """Factor of one layer on the deltas, over the whole backward pass."""
        return factor(self.deltas[::-1])

    @property
    def activations_fate(self) -> str:
        """What happens to the activations, in a word; empty if there are too few layers to tell."""
        if self.activation in ("sigmoid", "tanh") and self.slope < FLAT:
            return "saturates"
        return fate(self.forward) if len(self.stds) >= FEWEST_LAYERS else ""

    @property
    def deltas_fate(self) -> str:
        """What happens to the deltas, in a word; empty if there are too few layers to tell."""
        return fate(self.backward) if len(self.deltas) >= FEWEST_LAYERS else ""


def factor(values: Sequence[float]) -> float | None:
    """Return the mean factor from one value to the next; None if nothing is left or there is nothing to compare."""
    if values[-1] == 0 or len(values) == 1:
        return None
    if not math.isfinite(values[-1]):
        return math.inf
    return math.exp((math.log(values[-1]) - math.log(values[0])) / (len(values) - 1))


def fate(each: float | None) -> str:
    """Return in a word what this factor per layer does in the long run."""
    if each is None:
        return "dies"
    if each > 1:
        return "explodes" if each > FAST else "grows" if each > SLOW else "holds"
    return "vanishes" if each < 1 / FAST else "shrinks" if each < 1 / SLOW else "holds"


def rules(width: int) -> dict[str, float]:
    """Return the standard deviation of each rule for fan_in = fan_out = width, where Xavier equals LeCun."""
    return {
        "0.01": 0.01,
        "Xavier, LeCun": scales.lecun_std(width),
        "He": scales.he_std(width),
        "1": 1.0,
    }


def runs(activation: str, *, layers: int = 10, width: int = 500, seed: int = 0) -> list[Run]:
    """Return the experiment for one activation with every rule.

    All rules scale the same random weights, so only the scale differs.
    """
    rng = np.random.default_rng(seed)
    inputs, ending = rng.standard_normal((2, SAMPLES, width))
    weights = [rng.standard_normal((width, width)) for _ in range(layers)]
    return [run_through(activation, rule, std, weights, inputs, ending) for rule, std in rules(width).items()]


def run_through(
    activation: str, rule: str, std: float, weights: Sequence[Array], inputs: Array, ending: Array
) -> Run:
    """Send inputs (m, n) forward and a gradient (m, n) of the last activations back; no biases."""
    f, slope_of = ARRAY_ACTIVATIONS[activation]
    a, stds, slopes = inputs, [], []
    for W in weights:
        z = a @ W * std
        a = f(z)
        signal = float(np.sqrt(a.var(axis=0).mean()))
        stds.append(signal if signal > LOST * root_mean_square(a) else 0.0)
        slopes.append(slope_of(z))
    delta = ending * slopes[-1]
    deltas = [root_mean_square(delta)]
    for W, slope in zip(weights[:0:-1], slopes[-2::-1], strict=True):
        delta = (delta @ W.T * std) * slope
        deltas.append(root_mean_square(delta))
    steepest = 0.25 if activation == "sigmoid" else 1.0
    return Run(
        activation=activation,
        rule=rule,
        std=std,
        stds=tuple(stds),
        deltas=tuple(deltas[::-1]),
        slope=float(slopes[-1].mean()) / steepest,
    )


def root_mean_square(values: Array) -> float:
    """Return the root mean square of all entries."""
    return float((values**2).mean() ** 0.5)
