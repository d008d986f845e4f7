"""What the scale of the inputs does to gradient descent, by a linear regression with two features."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SAMPLES = 200
STEPS_AT_MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """Gradient descent on a linear regression."""

    features: str
    """How the features are scaled: `raw` or `standardized`."""
    condition: float
    """Largest over smallest curvature of the loss."""
    steps: int | None
    """Until the loss is below 1e-6 of its start; None if 20,000 steps weren't enough."""


def regressions(scale: float = 1000.0, *, seed: int = 0) -> tuple[Regression, Regression]:
    """Return descent on features with standard deviations 1 and `scale`, raw and standardized.

    The loss is a mean over 200 samples; the learning rate is 95 % of 1/λ_max, which is half the stability limit.
    """
    rng = np.random.default_rng(seed)
    raw = rng.standard_normal((SAMPLES, 2)) * np.array([1.0, scale])
    standard = (raw - raw.mean(axis=0)) / raw.std(axis=0)
    results = []
    for name, X in (("raw", raw), ("standardized", standard)):
        hessian = X.T @ X / SAMPLES
        curvatures = np.linalg.eigvalsh(hessian)
        # Both weights start equally important: each moves the prediction by the same amount.
        w = np.array([1.0, 1.0]) / X.std(axis=0)
        start = float(w @ hessian @ w)
        steps = None
        for step in range(1, STEPS_AT_MOST + 1):
            w = w - 0.95 / curvatures[-1] * (hessian @ w)
            if w @ hessian @ w < 1e-6 * start:
                steps = step
                break
        results.append(
            Regression(features=name, condition=float(curvatures[-1] / curvatures[0]), steps=steps)
        )
    return results[0], results[1]


def feature_condition_number(scale: float = 1000.0, standardized: bool = False) -> float:
    """Return the condition number of a regression on features with standard deviations 1 and `scale`."""
    return regressions(scale)[int(standardized)].condition


NUMBERS = (feature_condition_number,)
