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


NUMBERS = (box_iou, dice, jaccard, perplexity, mutual_information, best_of_n_kl)
