"""Tells which values of a function are right in every call, and which are wrong at times."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.grading.feedback.samples import Sample

ENOUGH = 3
"""How many calls on each side show that a trait of calls isn't a coincidence."""


def labels_of(known: Sequence[Sample]) -> tuple[list[str], list[str]]:
    """Return the names of values that are always right, and of those that are wrong at times."""
    wrong = {sample.label for sample in known if sample.wrong}
    labels = list(dict.fromkeys(sample.label for sample in known))
    return [label for label in labels if label not in wrong], [label for label in labels if label in wrong]


def are(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
