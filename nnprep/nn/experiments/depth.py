"""What the scale of the weights does to activations and deltas in many layers: experiments for the numbers in cards.

Each experiment has its own seeded generator, so it gives the same numbers on every run. The last digits may differ
between machines, because matrix products add up in different orders.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from nnprep.nn.formulas.array_activations import ARRAY_ACTIVATIONS

SEED = 0
FORWARD_WIDTH, FORWARD_BATCH, FORWARD_LAYERS = 500, 1000, 10
BACKWARD_WIDTH, BACKWARD_BATCH, BACKWARD_LAYERS = 100, 64, 20


def activation_stds(
    activation: str,
    variance: float,
    *,
    layers: int = FORWARD_LAYERS,
    width: int = FORWARD_WIDTH,
    batch: int = FORWARD_BATCH,
    seed: int = SEED,
) -> list[float]:
    """Return the std of each layer's activations; weights are N(0, variance/width), no biases."""
    rng = np.random.default_rng(seed)
    f, _ = ARRAY_ACTIVATIONS[activation]
    a = rng.standard_normal((batch, width))
    stds = []
    for _ in range(layers):
        a = f(a @ (rng.standard_normal((width, width)) * math.sqrt(variance / width)))
        stds.append(float(a.std()))
    return stds


def delta_norms(
    activation: str,
    variance: float,
    *,
    layers: int = BACKWARD_LAYERS,
    width: int = BACKWARD_WIDTH,
    batch: int = BACKWARD_BATCH,
    seed: int = SEED,
) -> list[float]:
    """Return ‖∂L/∂z‖ of each layer for a random gradient at the last activations; no biases."""
    rng = np.random.default_rng(seed)
    f, slope = ARRAY_ACTIVATIONS[activation]
    a = rng.standard_normal((batch, width))
    weights, pre_activations = [], []
    for _ in range(layers):
        weights.append(rng.standard_normal((width, width)) * math.sqrt(variance / width))
        pre_activations.append(a @ weights[-1])
        a = f(pre_activations[-1])
    delta = rng.standard_normal((batch, width)) * slope(pre_activations[-1])
    norms = [float(np.linalg.norm(delta))]
    for layer in range(layers - 2, -1, -1):
        delta = (delta @ weights[layer + 1].T) * slope(pre_activations[layer])
        norms.append(float(np.linalg.norm(delta)))
    return norms[::-1]


def depth_std(activation: str, layer: int, variance: float) -> float:
    """Return the std of the activations of one of ten layers of 500 units, with weight variance `variance`/500."""
    return layer_stds(activation, variance)[layer - 1]


@lru_cache(maxsize=32)
def layer_stds(activation: str, variance: float) -> tuple[float, ...]:
    """Return the std of each of ten layers; cached because cards ask for several of the same network."""
    return tuple(activation_stds(activation, variance))


def depth_std_fixed(activation: str, layer: int, std: float) -> float:
    """Return the std of the activations of one of ten layers of 500 units, with weight std `std`."""
    return depth_std(activation, layer, std * std * FORWARD_WIDTH)


def delta_ratio(activation: str, variance: float) -> float:
    """Return ‖δ₁‖/‖δ₂₀‖ in 20 layers of 100 units with weight variance `variance`/100 (He: 2)."""
    norms = delta_norms(activation, variance)
    return norms[0] / norms[-1]


def relu_second_moment() -> float:
    """Return E[relu(z)²] / E[z²] of a million standard normal z: one half, the reason for He's factor 2."""
    z = np.random.default_rng(SEED).standard_normal(1_000_000)
    return float((np.maximum(z, 0) ** 2).mean() / (z**2).mean())


def attention_score_std(width: int) -> float:
    """Return the standard deviation of q·k for 10,000 pairs of standard normal vectors: about √width."""
    rng = np.random.default_rng(SEED)
    queries, keys = rng.standard_normal((2, 10_000, width))
    return float((queries * keys).sum(axis=1).std())


def attention_top_weight(width: int, scaled: bool) -> float:
    """Return the mean largest softmax weight over 10 keys (2,000 queries), divided by √width or not."""
    rng = np.random.default_rng(SEED)
    queries, keys = rng.standard_normal((2000, 1, width)), rng.standard_normal((2000, 10, width))
    scores = (queries * keys).sum(axis=2)
    if scaled:
        scores = scores / math.sqrt(width)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return float((weights / weights.sum(axis=1, keepdims=True)).max(axis=1).mean())


NUMBERS = (
    depth_std, depth_std_fixed, delta_ratio, relu_second_moment, attention_score_std,
    attention_top_weight,
)  # fmt: skip
