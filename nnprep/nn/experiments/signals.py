"""A signal's way through a deep network, there and back: what each layer leaves of it, under four scales."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnprep.nn.experiments.depth import functions
from nnprep.nn.formulas import init_scales as scales

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

SAMPLES = 64
"""Rows that are sent through, forward and back."""
SLOW, FAST = 1.05, 1.2
"""Factors a layer up to which a signal holds, and from which it explodes; their inverses for the way down."""
FLAT = 0.1
"""A layer whose mean slope is below this part of the largest possible is saturated."""

LOST = 1e-14
"""A difference between samples below this part of the activations themselves is rounding, not signal."""
TELLING = 3
"""With fewer layers nothing can be said about the long run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One activation under one rule, through a deep network of equal widths."""

    activation: str
    rule: str
    std: float
    """Standard deviation of the weights."""
    stds: tuple[float, ...]
    """Of each layer's activations over the samples, root mean square of all units, first layer to last.

    Only what differs between samples is signal: sigmoids may differ from unit to unit and answer every input alike.
    """
    deltas: tuple[float, ...]
    """Root mean square of ∂L/∂z in each layer, first to last, for a random gradient at the last activations."""
    slope: float
    """Mean slope of the last layer's activations, as a part of the largest possible."""

    @property
    def delta_ratio(self) -> float | None:
        """First delta over last; None where the last is zero already."""
        return self.deltas[0] / self.deltas[-1] if self.deltas[-1] else None

    @property
    def forward(self) -> float | None:
        """What one layer multiplies the activations by, over the second half of the way, where they have settled."""
        whole = (1.0, *self.stds)
        return factor(whole[(len(whole) - 1) // 2 :])

    @property
    def backward(self) -> float | None:
        """What one layer multiplies the deltas by on their whole way back."""
        return factor(self.deltas[::-1])

    @property
    def activations_fate(self) -> str:
        """What becomes of the activations, in a word; nothing where there are too few layers to tell."""
        if self.activation in ("sigmoid", "tanh") and self.slope < FLAT:
            return "saturates"
        return fate(self.forward) if len(self.stds) >= TELLING else ""

    @property
    def deltas_fate(self) -> str:
        """What becomes of the deltas, in a word; nothing where there are too few layers to tell."""
        return fate(self.backward) if len(self.deltas) >= TELLING else ""


def factor(values: Sequence[float]) -> float | None:
    """Return the mean factor from one value to the next; None where nothing is left, or nothing to compare."""
    if values[-1] == 0 or len(values) == 1:
        return None
    if not math.isfinite(values[-1]):
        return math.inf
    return math.exp((math.log(values[-1]) - math.log(values[0])) / (len(values) - 1))


def fate(each: float | None) -> str:
    """Return in a word what a factor a layer does in the long run."""
    if each is None:
        return "dies"
    if each > 1:
        return "explodes" if each > FAST else "grows" if each > SLOW else "holds"
    return "vanishes" if each < 1 / FAST else "shrinks" if each < 1 / SLOW else "holds"


def rules(width: int) -> dict[str, float]:
    """Return the standard deviation of each rule at fan_in = fan_out = width, where Xavier equals LeCun."""
    return {
        "0.01": 0.01,
        "Xavier, LeCun": scales.lecun_std(width),
        "He": scales.he_std(width),
        "1": 1.0,
    }


def runs(activation: str, *, layers: int = 10, width: int = 500, seed: int = 0) -> list[Run]:
    """Return the experiment for one activation under every rule.

    All rules scale the same draw of the weights, so that only the scale differs, and nothing is drawn twice.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    inputs, ending = rng.standard_normal((2, SAMPLES, width))
    weights = [rng.standard_normal((width, width)) for _ in range(layers)]
    return [sent(activation, rule, std, weights, inputs, ending) for rule, std in rules(width).items()]


def sent(
    activation: str, rule: str, std: float, weights: Sequence[Array], inputs: Array, ending: Array
) -> Run:
    """Send inputs (m, n) forward and a gradient (m, n) of the last activations back; no biases."""
    import numpy as np

    f, slope_of = functions(activation)
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
    """Return the root of the mean square of all entries."""
    return float((values**2).mean() ** 0.5)
