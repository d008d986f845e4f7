"""Finds over what probabilities were normalized, in a forward pass or behind a gradient, if not over each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnprep.checks.compare import as_numbers
from nnprep.grading.feedback.localization.labels import ENOUGH
from nnprep.grading.feedback.samples import Sample

Array = np.ndarray[Any, Any]

CLOSE = 1e-9


def normalized_elsewhere(known: Sequence[Sample], label: str) -> str:
    """Say that probabilities sum to 1 in each column, or all together, wherever they're finite numbers."""
    mine = [sample for sample in known if sample.label == label and sample.comparable]
    if len({sample.case for sample in mine if sample.wrong}) < ENOUGH:
        return ""
    if all(are_rows(sample.right) for sample in mine):
        return told(
            label, [sample.yours for sample in mine], RETURNED if label == mine[0].target else PROBABILITIES
        )
    targets = [one_hot(sample) for sample in mine]
    pairs = [(s, Y) for s, Y in zip(mine, targets, strict=True) if Y is not None]
    if len(pairs) < len(mine) or not all(are_rows(s.right * len(Y) + Y) for s, Y in pairs):
        return ""
    return told(label, [s.yours * len(Y) + Y for s, Y in pairs], BEHIND) or told(
        label, [s.yours + Y for s, Y in pairs], BEHIND_SUM
    )


def told(label: str, each: Sequence[Array], form: str) -> str:
    """Return the sentence of a value's probabilities in all cases; empty if they are normalized in no known way."""
    wide = [p for p in each if min(p.shape) > 1]
    if len(wide) < ENOUGH or any((p < -CLOSE).any() for p in each):
        return ""
    for sums, words in WAYS:
        if all(np.abs(sums(p) - 1).max() < CLOSE for p in each):
            return form.format(name=label, words=words)
    return ""


def are_rows(values: Array) -> bool:
    """Return whether each row holds probabilities that sum to 1."""
    if values.ndim != 2 or not values.size or (values < -CLOSE).any():
        return False
    return bool(np.abs(values.sum(axis=1) - 1).max() < CLOSE)


def one_hot(sample: Sample) -> Array | None:
    """Return the labels of a gradient of logits as one-hot rows; None without them."""
    y = as_numbers(sample.known.get("y"))
    if sample.right.ndim != 2 or y is None or y.dtype.kind not in "iu" or y.shape != sample.right.shape[:1]:
        return None
    classes = np.arange(sample.right.shape[1])
    return np.where(y[:, None] == classes, 1.0, 0.0)


WAYS: tuple[tuple[Callable[[Array], Array], str], ...] = (
    (
        lambda p: np.sum(p, axis=0),
        "sum to 1 for each class over the samples. They should for each sample over the classes.",
    ),
    (
        lambda p: np.sum(p, keepdims=True),
        "sum to 1 over the whole batch. They should for each sample.",
    ),
)
FOUND = "Wherever they're finite, the probabilities "
"""How the sentence begins, whatever was measured."""
PROBABILITIES = FOUND + "in {name} {words}"
RETURNED = FOUND + "that `{name}` returns {words}"
BEHIND = FOUND + "behind {name} {words}"
BEHIND_SUM = BEHIND + " And {name} comes out as if it weren't divided by the number of rows."
