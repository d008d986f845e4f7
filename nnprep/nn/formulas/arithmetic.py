"""Plain arithmetic for the numbers in cards that no other function computes."""

from __future__ import annotations

import math
import struct
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


def float32_sum(numbers: Sequence[float]) -> float:
    """Return the sum of a list in its order, each partial sum rounded to single precision."""
    partial = 0.0
    for number in numbers:
        partial = float32(partial + float32(number))
    return partial


def float32(number: float) -> float:
    """Return the nearest number of single precision."""
    return float(struct.unpack("f", struct.pack("f", number))[0])


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


def ensemble_variance(members: int, correlation: float) -> float:
    """Return the variance of the mean of M equally good members, relative to one: ρ + (1 − ρ)/M."""
    return correlation + (1 - correlation) / members


def best_epoch(losses: Sequence[float], patience: int) -> int:
    """Return the epoch, from 1, whose weights early stopping restores: the best one before patience ran out."""
    best, waited = 0, 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best] or epoch == 0:
            best, waited = epoch, 0
        else:
            waited += 1
            if waited == patience:
                break
    return best + 1


def standardized(values: Sequence[float], index: int) -> float:
    """Return one value of layer normalization without γ, β and ε: (x − mean) / √variance."""
    mean = math.fsum(values) / len(values)
    variance = math.fsum((value - mean) ** 2 for value in values) / len(values)
    return (values[index] - mean) / math.sqrt(variance)


def rms_scaled(values: Sequence[float], index: int) -> float:
    """Return one value of root-mean-square normalization without γ and ε: x / √(mean of x²)."""
    return values[index] / math.sqrt(math.fsum(value**2 for value in values) / len(values))


def quantization_step(largest: float, bits: int) -> float:
    """Return the step of symmetric rounding to signed integers: largest / (2^(bits − 1) − 1)."""
    return largest / float(2 ** (bits - 1) - 1)


def dequantized(number: float, step: float) -> float:
    """Return a number after rounding to a multiple of the step."""
    return round(number / step) * step


def relu_units(number: float, incoming: Sequence[float], outgoing: Sequence[float]) -> float:
    """Return Σ v relu(w x), a network with one input, one hidden layer without biases and one output."""
    return math.fsum(v * max(w * number, 0.0) for w, v in zip(incoming, outgoing, strict=True))


def pair_count(counts: dict[str, int], pair: str) -> int:
    """Return how often two neighboring characters occur in words with these counts (Sennrich et al. 2016)."""
    return sum(
        count * sum(word.startswith(pair, place) for place in range(len(word)))
        for word, count in counts.items()
    )


def rope_wavelength(pair: int, head_width: int, base: float = 10_000.0) -> float:
    """Return after how many tokens pair i, counted from 0, has turned once: 2π · base^(2i/d) (Su et al. 2021)."""
    return 2 * math.pi * float(base ** (2 * pair / head_width))


def rope_score(
    query: Sequence[float],
    key: Sequence[float],
    query_position: float,
    key_position: float,
    angle: float = 1.0,
) -> float:
    """Return the dot product of a query and a key of two features, each turned by its position times the angle."""
    a, b = turned(query, query_position * angle), turned(key, key_position * angle)
    return a[0] * b[0] + a[1] * b[1]


def turned(pair: Sequence[float], angle: float) -> tuple[float, float]:
    """Return two features turned by an angle in radians."""
    cos, sin = math.cos(angle), math.sin(angle)
    return pair[0] * cos - pair[1] * sin, pair[0] * sin + pair[1] * cos


def best_central_step(dtype: str = "float64") -> float:
    """Return the cube root of the machine epsilon, near which a central difference is most accurate."""
    return float({"float64": 2.0**-52, "float32": 2.0**-23}[dtype] ** (1 / 3))


NUMBERS = (
    power, root, ratio, product, total, float32_sum, log, exp, dropout_variance, broadcast_accuracy,
    mean_gradient_std, remainder, updates_per_epoch, precision, relu_central_difference, best_central_step,
    ensemble_variance, best_epoch, standardized, rms_scaled, quantization_step, dequantized, relu_units, pair_count,
    rope_wavelength, rope_score,
)  # fmt: skip
