"""Plain arithmetic for numbers in cards that no other function computes."""

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


NUMBERS = (
    power, root, ratio, product, total, log, exp, dropout_variance, broadcast_accuracy, mean_gradient_std,
)  # fmt: skip
