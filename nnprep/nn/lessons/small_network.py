"""A network small enough to follow by hand: forward, backward, loss, and central differences of any array.

Rows are samples: X (m, n_in), W (n_in, n_out), b (1, n_out), targets Y (m, n_out); float64 throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from nnprep.nn.formulas.array_activations import ARRAY_ACTIVATIONS, Array, Function, sigmoid, softmax

Parameters = list[tuple[Array, Array]]
"""W (n_in, n_out) and b (1, n_out) of each layer."""

STEP = 1e-5
"""Step of the central differences; its error is about 1e-11 in float64."""
KINK = 1e-3
"""No pre-activation may be closer to zero than this, or a difference might straddle ReLU's kink."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One fully connected layer and what passed through it."""

    W: Array
    """Weights (n_in, n_out)."""
    b: Array
    """Biases (1, n_out)."""
    z: Array
    """Pre-activations (m, n_out)."""
    a: Array
    """Activations (m, n_out)."""


def forward(parameters: Sequence[tuple[Array, Array]], X: Array, activation: str, loss: str) -> list[Layer]:
    """Return each layer with its pre-activations and activations."""
    a, layers = X, []
    for index, (W, b) in enumerate(parameters):
        z = a @ W + b
        f = HEAD_FUNCTIONS[loss] if index == len(parameters) - 1 else FUNCTIONS[activation][0]
        a = f(z)
        layers.append(Layer(W=W, b=b, z=z, a=a))
    return layers


def continued(z: Array, rest: Sequence[tuple[Array, Array]], activation: str, loss: str) -> Array:
    """Return the prediction that follows from one layer's pre-activations z and the layers above it."""
    if not rest:
        prediction: Array = HEAD_FUNCTIONS[loss](z)
        return prediction
    return forward(rest, FUNCTIONS[activation][0](z), activation, loss)[-1].a


def backward(
    layers: Sequence[Layer], X: Array, Y: Array, activation: str
) -> tuple[list[Array], list[tuple[Array, Array]]]:
    """Return ∂L/∂z and (∂L/∂W, ∂L/∂b) of each layer, first to last, for a loss that matches its output."""
    delta = (layers[-1].a - Y) / len(X)
    deltas, gradients = [delta], []
    for index in range(len(layers) - 1, -1, -1):
        source = layers[index - 1].a if index else X
        gradients.append((source.T @ delta, delta.sum(axis=0, keepdims=True)))
        if index:
            delta = (delta @ layers[index].W.T) * FUNCTIONS[activation][1](layers[index - 1].z)
            deltas.append(delta)
    return deltas[::-1], gradients[::-1]


def differences(function: Callable[[Array], float], at: Array) -> Array:
    """Return central differences of a function of one array, entry by entry."""
    result = np.zeros_like(at)
    for index in np.ndindex(*at.shape):
        near = at.copy()
        near[index] += STEP
        above = function(near)
        near[index] -= 2 * STEP
        result[index] = (above - function(near)) / (2 * STEP)
    return result


def loss_of(prediction: Array, Y: Array, loss: str) -> float:
    """Return the mean loss over the rows of a prediction (m, K)."""
    if loss == "squared":
        return float(0.5 * ((prediction - Y) ** 2).sum(axis=1).mean())
    if loss == "bce":
        each = -(Y * np.log(prediction) + (1 - Y) * np.log1p(-prediction))
        return float(each.sum(axis=1).mean())
    return float(-(Y * np.log(prediction)).sum(axis=1).mean())


def drawn(sizes: tuple[int, ...], activation: str, loss: str, seed: int) -> tuple[Array, Array, Parameters]:
    """Return X, Y and parameters for two samples, with two decimals and away from ReLU's kink."""
    rng = np.random.default_rng(seed)
    while True:
        X = np.round(rng.uniform(-1, 1, (2, sizes[0])), 2)
        parameters = [
            (np.round(rng.uniform(-1, 1, (n_in, n_out)), 2), np.round(rng.uniform(-0.2, 0.2, (1, n_out)), 2))
            for n_in, n_out in pairwise(sizes)
        ]
        if loss == "squared":
            Y = np.round(rng.uniform(-1, 1, (2, sizes[-1])), 1)
        elif loss == "bce":
            Y = rng.integers(0, 2, (2, sizes[-1])).astype(float)
        else:
            Y = np.eye(sizes[-1])[rng.integers(0, sizes[-1], 2)]
        if not near_kink(parameters, X, activation, loss):
            return X, Y, parameters


def near_kink(parameters: Parameters, X: Array, activation: str, loss: str) -> bool:
    """Return whether a hidden pre-activation is so close to ReLU's kink that a difference could straddle it."""
    hidden = forward(parameters, X, activation, loss)[:-1]
    return activation in ("relu", "leaky") and any(np.abs(layer.z).min() < KINK for layer in hidden)


FUNCTIONS = {name: ARRAY_ACTIVATIONS[name] for name in ("sigmoid", "tanh", "relu", "leaky", "linear")}
"""Hidden activations and their slopes."""
HEADS = {"bce": "sigmoid", "cross-entropy": "softmax", "squared": "linear"}
"""The output activation for each loss."""
HEAD_FUNCTIONS: dict[str, Function] = {"bce": sigmoid, "cross-entropy": softmax, "squared": lambda z: z}
FIXED: dict[tuple[int, ...], Any] = {
    (2, 1): ([[1.0, 2.0]], [[1.0]], [([[0.5], [-0.25]], [[0.1]])]),
    (2, 2, 1): (
        [[1.0, 0.0], [0.0, 2.0]],
        [[1.0], [0.0]],
        [([[0.1, -0.2], [0.3, 0.4]], [[0.05, -0.05]]), ([[0.6], [-0.5]], [[0.1]])],
    ),
}
"""Examples to follow by hand: X, Y, then W and b of each layer."""
