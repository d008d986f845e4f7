"""Plain arithmetic for the numbers in cards that no other function computes."""

from __future__ import annotations

import math
from collections.abc import Sequence


def power(base: float, exponent: float) -> float:
    """Return base ** exponent, such as 0.25 ** 10 for ten sigmoid layers."""
    return float(base**exponent)


def root(number: float) -> float:
    """Return the square root, such as √d for attention scores."""
    return math.sqrt(number)


def ratio(numerator: float, denominator: float) -> float:
    """Return numerator / denominator."""
    return numerator / denominator


def product(numbers: Sequence[float]) -> float:
    """Return the product of a list."""
    return math.prod(numbers)


def total(numbers: Sequence[float]) -> float:
    """Return the sum of a list."""
    return math.fsum(numbers)


def log(number: float) -> float:
    """Return the natural logarithm."""
    return math.log(number)


def exp(number: float) -> float:
    """Return e to the number."""
    return math.exp(number)


def dropout_variance(drop: float) -> float:
    """Return the variance that inverted dropout adds, relative to x²: p/(1 − p)."""
    return drop / (1 - drop)


def broadcast_accuracy(positive: float) -> float:
    """Return the accuracy of perfect predictions when (m, 1) == (m,) broadcasts: p² + (1 − p)²."""
    return positive**2 + (1 - positive) ** 2


def mean_gradient_std(batch: int) -> float:
    """Return the standard deviation of a mean over a batch, relative to one sample: 1/√m."""
    return 1 / math.sqrt(batch)


def remainder(number: int, divisor: int) -> int:
    """Return the remainder, such as the rows of the last batch."""
    return number % divisor


def updates_per_epoch(samples: int, batch: int) -> int:
    """Return the mini-batches that one pass over the data takes, the last one possibly smaller."""
    return -(-samples // batch)


def precision(base_rate: float, recall: float, false_positive_rate: float) -> float:
    """Return the precision of a detector: base · recall / (base · recall + (1 − base) · FPR)."""
    hits = base_rate * recall
    return hits / (hits + (1 - base_rate) * false_positive_rate)


def relu_central_difference(z: float, h: float) -> float:
    """Return (relu(z + h) − relu(z − h)) / 2h, ½ at the kink, whatever slope is defined there."""
    return (max(z + h, 0.0) - max(z - h, 0.0)) / (2 * h)


def best_central_step(dtype: str = "float64") -> float:
    """Return the cube root of the machine epsilon, near which a central difference is most accurate."""
    return float({"float64": 2.0**-52, "float32": 2.0**-23}[dtype] ** (1 / 3))


NUMBERS = (
    power, root, ratio, product, total, log, exp, dropout_variance, broadcast_accuracy, mean_gradient_std,
    remainder, updates_per_epoch, precision, relu_central_difference, best_central_step,
)  # fmt: skip
