"""How large random weights should be: the variance rules of LeCun, Glorot (Xavier) and He."""

from __future__ import annotations

import math


def lecun_std(fan_in: int) -> float:
    """Return √(1/fan_in), which keeps the variance of linear layers (LeCun et al. 1998, section 4.6)."""
    return math.sqrt(1 / fan_in)


def xavier_std(fan_in: int, fan_out: int) -> float:
    """Return √(2/(fan_in + fan_out)), a compromise of forward and backward (Glorot and Bengio 2010, equation 12)."""
    return math.sqrt(2 / (fan_in + fan_out))


def he_std(fan_in: int) -> float:
    """Return √(2/fan_in), which makes up for the half that ReLU drops (He et al. 2015, equation 10)."""
    return math.sqrt(2 / fan_in)


def uniform_limit(std: float) -> float:
    """Return √3 · std, the limit a of a uniform distribution on (−a, a) with that standard deviation."""
    return math.sqrt(3) * std


def uniform_std(limit: float) -> float:
    """Return a/√3, the standard deviation of a uniform distribution on (−a, a)."""
    return limit / math.sqrt(3)


def xavier_limit(fan_in: int, fan_out: int) -> float:
    """Return √(6/(fan_in + fan_out)), the uniform limit of Xavier's rule."""
    return uniform_limit(xavier_std(fan_in, fan_out))


def he_limit(fan_in: int) -> float:
    """Return √(6/fan_in), the uniform limit of He's rule."""
    return uniform_limit(he_std(fan_in))


def torch_linear_limit(fan_in: int) -> float:
    """Return 1/√fan_in, the uniform limit of PyTorch's linear layer."""
    return 1 / math.sqrt(fan_in)


def torch_linear_std(fan_in: int) -> float:
    """Return 1/√(3 fan_in), the standard deviation of PyTorch's linear layer, 2.4 times smaller than He's."""
    return uniform_std(torch_linear_limit(fan_in))


def he_over_torch() -> float:
    """Return He's standard deviation over that of PyTorch's linear layer: √6 ≈ 2.45."""
    return math.sqrt(6)


def conv_fan_in(channels: int, kernel_height: int, kernel_width: int) -> int:
    """Return the inputs of one output of a convolution: C · KH · KW."""
    return channels * kernel_height * kernel_width


def relu_depth_factor(layers: int, variance: float = 1.0) -> float:
    """Return what L ReLU layers with weight variance v/n do to the standard deviation: (v/2)^(L/2)."""
    return math.sqrt(variance / 2) ** layers


NUMBERS = (
    lecun_std, xavier_std, he_std, xavier_limit, he_limit, uniform_limit, uniform_std,
    torch_linear_limit, torch_linear_std, he_over_torch, conv_fan_in, relu_depth_factor,
)  # fmt: skip
