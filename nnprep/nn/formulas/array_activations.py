"""Activation functions and their slopes for whole arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nnprep.nn.formulas.activations import LEAK, SELU_ALPHA, SELU_SCALE

Array = np.ndarray[Any, np.dtype[np.float64]]
Function = Callable[[Any], Any]


def sigmoid(z: Array) -> Array:
    """Return σ(z) without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def softmax(z: Array) -> Array:
    """Return the softmax of each row of z (m, K)."""
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    probabilities: Array = powers / powers.sum(axis=1, keepdims=True)
    return probabilities


def selu(z: Array) -> Array:
    return SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0)))


def selu_slope(z: Array) -> Array:
    return SELU_SCALE * np.where(z > 0, 1.0, SELU_ALPHA * np.exp(np.minimum(z, 0)))


ARRAY_ACTIVATIONS: dict[str, tuple[Function, Function]] = {
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
    "leaky": (lambda z: np.where(z > 0, z, LEAK * z), lambda z: np.where(z > 0, 1.0, LEAK)),
    "linear": (lambda z: z, np.ones_like),
    "selu": (selu, selu_slope),
}
"""Each activation and its slope, as functions of an array of pre-activations."""
