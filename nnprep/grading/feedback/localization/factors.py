"""Finds one factor by which all values of a call are off."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnprep.checks.compare import as_numbers
from nnprep.errors import joined
from nnprep.grading.feedback.algebra import rows
from nnprep.grading.feedback.localization.labels import labels_of
from nnprep.grading.feedback.samples import Sample
from nnprep.grading.feedback.values import number


def common_factor(known: Sequence[Sample]) -> str:
    """Say that all values of a call are off by one factor, which isn't the same in all calls."""
    wrong = labels_of(known)[1]
    if len(wrong) < 2:
        return ""
    found: list[tuple[Sample, float]] = []
    everywhere = True
    for case in dict.fromkeys(sample.case for sample in known):
        mine = [s for s in known if s.case == case and s.label in wrong]
        if not any(sample.wrong for sample in mine):
            continue
        ratios = [ratio for sample in mine if sample.comparable and (ratio := factor(sample)) is not None]
        if len(ratios) == len(mine) and all(abs(ratio - ratios[0]) < 1e-6 for ratio in ratios):
            if {sample.label for sample in mine} >= set(wrong):  # one value alone shares its factor with none
                found.append((mine[0], ratios[0]))
        elif rows(mine[0]) == 1:
            return ""
        else:
            everywhere = False
    found = [(sample, ratio) for sample, ratio in found if everywhere or rows(sample) == 1]
    if len({number(ratio) for _, ratio in found}) < 2:
        return ""
    where, names = "Wherever they're wrong here" if everywhere else "For a batch of one", joined(wrong)
    if by_label := factors_by_label(found):
        return BY_LABEL.format(where=where, names=names, factors=by_label)
    shown = list(dict.fromkeys(number(ratio) for _, ratio in found))
    return COMMON.format(where=where, names=names, few=", ".join([*shown[:4], *(["…"] if shown[4:] else [])]))


def factors_by_label(found: Sequence[tuple[Sample, float]]) -> str:
    """Say which factor belongs to which label, if each label has its own; all of these are batches of one."""
    by_label: dict[float, set[str]] = {}
    for sample, ratio in found:
        label = as_numbers(sample.known.get("y"))
        if rows(sample) != 1 or label is None or label.size != 1:
            return ""
        by_label.setdefault(float(np.ravel(label)[0]), set()).add(number(ratio))
    if len(found) <= len(by_label) or any(len(factors) > 1 for factors in by_label.values()):
        return ""
    return " and ".join(f"{min(each)} where y is {label:g}" for label, each in sorted(by_label.items()))


def factor(sample: Sample) -> float | None:
    """Return the ratio of a value to the right one, if all of its entries have the same."""
    scale = float(np.abs(sample.right).max())
    if not scale > 0:
        return None
    largest = np.unravel_index(int(np.argmax(np.abs(sample.right))), sample.right.shape)
    ratio = float(sample.yours[largest] / sample.right[largest])
    return (
        ratio
        if np.abs(sample.yours - ratio * sample.right).max() <= 1e-8 * scale * max(1, abs(ratio))
        else None
    )


COMMON = (
    "{where}, {names} are off by one common factor, which depends on the call ({few}): look first for what "
    "scales all of them."
)

BY_LABEL = "{where}, {names} are off by one common factor: {factors}."
