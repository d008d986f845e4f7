"""Measures of overlap and of information, such as evaluations report them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nnprep.nn.formulas.losses import mean_surprise


def box_iou(first: Sequence[float], second: Sequence[float]) -> float:
    """Return intersection over union of two boxes, each [left, top, right, bottom]."""
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    overlap = max(width, 0.0) * max(height, 0.0)
    return overlap / (area(first) + area(second) - overlap)


def area(box: Sequence[float]) -> float:
    """Return the area of a box [left, top, right, bottom]."""
    return (box[2] - box[0]) * (box[3] - box[1])


def dice(hits: int, false_alarms: int, misses: int) -> float:
    """Return the Dice score 2TP / (2TP + FP + FN) of a mask, which is its F1 over pixels (Dice 1945)."""
    return 2 * hits / (2 * hits + false_alarms + misses)


def jaccard(hits: int, false_alarms: int, misses: int) -> float:
    """Return intersection over union of a mask, TP / (TP + FP + FN)."""
    return hits / (hits + false_alarms + misses)


def perplexity(truth: Sequence[float], model: Sequence[float]) -> float:
    """Return e^H(p, q) of two distributions (K,): K for an even guess over K outcomes."""
    return math.exp(mean_surprise(truth, model))


def mutual_information(joint: Sequence[Sequence[float]]) -> float:
    """Return Σ p(x, y) ln(p(x, y) / p(x)p(y)) in nats of a table of joint probabilities."""
    rows = [math.fsum(row) for row in joint]
    columns = [math.fsum(column) for column in zip(*joint, strict=True)]
    return math.fsum(
        p * math.log(p / (rows[i] * columns[j]))
        for i, row in enumerate(joint)
        for j, p in enumerate(row)
        if p
    )


def best_of_n_kl(samples: int) -> float:
    """Return ln n − (n − 1)/n, at most how far best-of-n moves from the model it samples, in nats."""
    return math.log(samples) - (samples - 1) / samples


def cosine(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the dot product of two vectors divided by their lengths."""
    return math.fsum(a * b for a, b in zip(first, second, strict=True)) / (
        math.hypot(*first) * math.hypot(*second)
    )


def calibration_error(confidences: Sequence[float], hits: Sequence[int], bins: int = 10) -> float:
    """Return the expected calibration error over equal bins (Guo et al. 2017, equation 3).

    It is Σ (n_b / n) |accuracy_b − confidence_b|; a confidence of 1 belongs to the last bin.
    """
    groups: dict[int, list[float]] = {}
    for confidence, hit in zip(confidences, hits, strict=True):
        groups.setdefault(min(int(confidence * bins), bins - 1), []).append(hit - confidence)
    return sum(abs(math.fsum(gaps)) for gaps in groups.values()) / len(hits)


def majority_vote(accuracy: float, votes: int) -> float:
    """Return how often the majority of an odd number of independent votes for one of two answers is right."""
    return math.fsum(
        math.comb(votes, right) * accuracy**right * (1 - accuracy) ** (votes - right)
        for right in range(votes // 2 + 1, votes + 1)
    )


def pass_at_k(samples: int, correct: int, k: int) -> float:
    """Return the chance that k of n samples, c of them correct, hold a correct one (Chen et al. 2021, equation 1)."""
    return 1 - math.comb(samples - correct, k) / math.comb(samples, k)


def signal_left(steps: int, first: float = 1e-4, last: float = 0.02) -> float:
    """Return the share of variance that diffusion leaves of an image: Π (1 − β_t), β linear (Ho et al. 2020)."""
    return math.prod(1 - (first + (last - first) * step / (steps - 1)) for step in range(steps))


def clipped_objective(ratio: float, advantage: float, clip: float = 0.2) -> float:
    """Return PPO's objective of one action: min(r A, clip(r, 1 − ε, 1 + ε) A) (Schulman et al. 2017, equation 7)."""
    return min(ratio * advantage, max(1 - clip, min(1 + clip, ratio)) * advantage)


NUMBERS = (
    box_iou, dice, jaccard, perplexity, mutual_information, best_of_n_kl, cosine, calibration_error, majority_vote,
    pass_at_k, signal_left, clipped_objective,
)  # fmt: skip
