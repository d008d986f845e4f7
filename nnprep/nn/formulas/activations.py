"""Activation functions and their slopes for one number at a time, with the standard library alone.

No value overflows or loses its small digits.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

LEAK = 0.01
"""Slope of leaky ReLU below zero (Maas, Hannun and Ng 2013)."""
SELU_SCALE = 1.0507009873554805
"""λ of SELU (Klambauer et al. 2017, equation 2)."""
SELU_ALPHA = 1.6732632423543772
"""α of SELU (Klambauer et al. 2017, equation 2)."""


def sigmoid(z: float) -> float:
    """Return σ(z) = 1 / (1 + e⁻ᶻ)."""
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    e = math.exp(z)
    return e / (1 + e)


def sigmoid_slope(z: float) -> float:
    """Return σ(z)(1 − σ(z)), at most ¼."""
    return sigmoid(z) * sigmoid(-z)


def tanh_slope(z: float) -> float:
    """Return 1 − tanh²(z), at most 1."""
    return 4 * sigmoid_slope(2 * z)


def normal_density(z: float) -> float:
    """Return φ(z), the density of the standard normal distribution."""
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def normal_below(z: float) -> float:
    """Return Φ(z), the probability that a standard normal number is below z."""
    return math.erfc(-z / math.sqrt(2)) / 2


def relu(z: float) -> float:
    """Return max(0, z)."""
    return z if z > 0 else 0.0


def elu(z: float) -> float:
    """Return z above zero and e^z − 1 below (α = 1)."""
    return z if z > 0 else math.expm1(z)


def gelu(z: float) -> float:
    """Return z · Φ(z), the exact form (Hendrycks and Gimpel 2016)."""
    return z * normal_below(z)


def gelu_slope(z: float) -> float:
    """Return Φ(z) + z · φ(z), which leaves [0, 1]: at most 1.1289, at least −0.1289."""
    return normal_below(z) + z * normal_density(z)


def silu(z: float) -> float:
    """Return z · σ(z), also called swish."""
    return z * sigmoid(z)


def silu_slope(z: float) -> float:
    """Return σ(z)(1 + z(1 − σ(z)))."""
    return sigmoid(z) * (1 + z * sigmoid(-z))


def softplus(z: float) -> float:
    """Return ln(1 + e^z)."""
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


def selu(z: float) -> float:
    """Return λz above zero and λα(e^z − 1) below."""
    return SELU_SCALE * (z if z > 0 else SELU_ALPHA * math.expm1(z))


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """One activation function."""

    name: str
    formula: str
    """The value as a function of z."""
    slope_formula: str
    """The derivative as a function of z."""
    value: Callable[[float], float]
    slope: Callable[[float], float]
    note: str
    """What to say about it, in one line."""


def value(name: str, z: float) -> float:
    """Return the named activation function at z."""
    return ACTIVATIONS[name].value(z)


def slope(name: str, z: float) -> float:
    """Return the derivative of the named activation function at z."""
    return ACTIVATIONS[name].slope(z)


def largest_slope(name: str) -> float:
    """Return the largest derivative of the named activation function."""
    return slope(name, peak(ACTIVATIONS[name].slope))


def smallest_slope(name: str) -> float:
    """Return the smallest derivative of the named activation function."""
    return slope(name, peak(lambda z: -ACTIVATIONS[name].slope(z)))


def largest_slope_at(name: str) -> float:
    """Return where the named activation function is steepest, √2 for gelu."""
    return peak(ACTIVATIONS[name].slope)


def smallest_value(name: str) -> float:
    """Return the smallest value of the named activation function, −0.1700 for gelu."""
    return value(name, smallest_value_at(name))


def smallest_value_at(name: str) -> float:
    """Return where the named activation function is smallest, −0.7518 for gelu."""
    return peak(lambda z: -ACTIVATIONS[name].value(z))


def sigmoid_is_one_from(dtype: str = "float64") -> int:
    """Return the first whole z at which the sigmoid equals 1 exactly: 37 in float64, 17 in float32."""
    half_gap = {"float64": 2.0**-53, "float32": 2.0**-24}[dtype]
    return next(z for z in range(1000) if math.exp(-z) <= half_gap)


def exp_overflows_from(dtype: str = "float64") -> float:
    """Return the largest x whose exponential is finite: 709.78 in float64, 88.72 in float32."""
    largest = {"float64": (2 - 2.0**-52) * 2.0**1023, "float32": (2 - 2.0**-23) * 2.0**127}[dtype]
    return math.log(largest)


def peak(function: Callable[[float], float], low: float = -40.0, high: float = 40.0) -> float:
    """Return where a function is largest between low and high: a grid, then a golden-section search."""
    step = (high - low) / 1600
    best = max((low + i * step for i in range(1601)), key=function)
    left, right = best - step, best + step
    shrink = (math.sqrt(5) - 1) / 2
    while right - left > 1e-9:
        a, b = right - shrink * (right - left), left + shrink * (right - left)
        left, right = (left, b) if function(a) >= function(b) else (a, right)
    middle = (left + right) / 2
    return best if function(best) >= function(middle) else middle


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation(
            name="sigmoid", formula="1 / (1 + e^-z)", slope_formula="σ(1 − σ)",
            value=sigmoid, slope=sigmoid_slope,
            note="not zero-centered; for the output of a yes-or-no question",
        ),
        Activation(
            name="tanh", formula="2σ(2z) − 1", slope_formula="1 − tanh²", value=math.tanh, slope=tanh_slope,
            note="zero-centered; saturates on both sides",
        ),
        Activation(
            name="relu", formula="max(0, z)", slope_formula="1 if z > 0 else 0", value=relu,
            slope=lambda z: 1.0 if z > 0 else 0.0,
            note="no saturation above zero; can die; slope 0 at 0 by convention",
        ),
        Activation(
            name="leaky", formula="z if z > 0 else 0.01 z", slope_formula="1 if z > 0 else 0.01",
            value=lambda z: z if z > 0 else LEAK * z, slope=lambda z: 1.0 if z > 0 else LEAK,
            note="a ReLU that can't die",
        ),
        Activation(
            name="elu", formula="z if z > 0 else e^z − 1", slope_formula="1 if z > 0 else e^z", value=elu,
            slope=lambda z: 1.0 if z > 0 else math.exp(z),
            note="smooth; negative values pull the mean toward zero",
        ),
        Activation(
            name="gelu", formula="z Φ(z)", slope_formula="Φ(z) + z φ(z)", value=gelu, slope=gelu_slope,
            note="steepest at z = √2; decreases below z = −0.75; usual in transformers",
        ),
        Activation(
            name="silu", formula="z σ(z)", slope_formula="σ(1 + z(1 − σ))", value=silu, slope=silu_slope,
            note="also called swish; decreases below z = −1.28",
        ),
        Activation(
            name="softplus", formula="ln(1 + e^z)", slope_formula="σ(z)", value=softplus, slope=sigmoid,
            note="a smooth ReLU; never exactly zero",
        ),
        Activation(
            name="selu", formula="λ(z if z > 0 else α(e^z − 1))", slope_formula="λ if z > 0 else λα e^z",
            value=selu, slope=lambda z: SELU_SCALE * (1.0 if z > 0 else SELU_ALPHA * math.exp(z)),
            note="λ = 1.0507, α = 1.6733: with LeCun's rule it keeps mean 0 and variance 1 through depth",
        ),
    )
}  # fmt: skip

NUMBERS = (
    sigmoid, sigmoid_slope, tanh_slope, relu, gelu, gelu_slope, silu, silu_slope, softplus, value, slope,
    largest_slope, smallest_slope, largest_slope_at, smallest_value, smallest_value_at, sigmoid_is_one_from,
    exp_overflows_from,
)  # fmt: skip
