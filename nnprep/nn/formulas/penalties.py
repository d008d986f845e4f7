"""What L1 and L2 penalties do to one weight, small enough to check by hand.

The problem is ½(w − a)² plus a penalty: without the penalty the best weight is a, the target.
"""

from __future__ import annotations

import math


def soft_threshold(weight: float, amount: float) -> float:
    """Return the weight moved toward 0 by an amount, and exactly 0 if it would cross it."""
    return math.copysign(max(abs(weight) - amount, 0.0), weight)


def lasso_weight(target: float, penalty: float) -> float:
    """Return the w that minimizes ½(w − a)² + λ|w|: a moved toward 0 by λ, exactly 0 for |a| ≤ λ (Tibshirani 1996)."""
    return soft_threshold(target, penalty)


def ridge_weight(target: float, penalty: float) -> float:
    """Return the w that minimizes ½(w − a)² + ½λw²: a / (1 + λ), 0 only if a is."""
    return target / (1 + penalty)


def l1_subgradient_weight(
    steps: int, target: float, penalty: float, lr: float = 0.1, start: float = 1.0
) -> float:
    """Return w after gradient steps on ½(w − a)² + λ|w| that take sign(w) as the slope of |w|."""
    w = start
    for _ in range(steps):
        w -= lr * (w - target + penalty * sign(w))
    return w


def l1_proximal_weight(
    steps: int, target: float, penalty: float, lr: float = 0.1, start: float = 1.0
) -> float:
    """Return w after steps along the data's gradient alone, each followed by a soft threshold of ηλ (ISTA)."""
    w = start
    for _ in range(steps):
        w = soft_threshold(w - lr * (w - target), lr * penalty)
    return w


def sign(number: float) -> int:
    """Return 1, 0 or −1, as autograd libraries do for the slope of |w|."""
    return (number > 0) - (number < 0)


NUMBERS = (lasso_weight, ridge_weight, l1_subgradient_weight, l1_proximal_weight)
