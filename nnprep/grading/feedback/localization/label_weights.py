"""Finds by how much the rows of each label count in what should be a mean over rows."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnprep.checks.compare import as_numbers
from nnprep.errors import joined
from nnprep.grading.feedback.algebra import same
from nnprep.grading.feedback.localization.factors import factor
from nnprep.grading.feedback.localization.labels import ENOUGH, labels_of
from nnprep.grading.feedback.localization.steps import function_of
from nnprep.grading.feedback.samples import Sample
from nnprep.grading.feedback.values import number

Array = np.ndarray[Any, Any]


def is_weighted(known: Sequence[Sample], reference: str) -> bool:
    """Return whether every wrong value is right but for a weight of each label, or for one factor.

    The factor is the learner's own number: no known mistakes come to it, however they are combined.
    """
    wrong = [sample for sample in known if sample.wrong]
    ratios = [factor(sample) if sample.comparable else None for sample in wrong]
    first = (ratios or [None])[0]
    if first and all(ratio is not None and abs(ratio - first) < 1e-6 * abs(first) for ratio in ratios):
        return len(wrong) >= ENOUGH and not any(
            abs(each - round(each)) < 1e-6 for each in (12 * first, 12 / first)
        )
    mine = {sample.target: [one for one in known if one.target == sample.target] for sample in wrong}
    return bool(mine) and all(
        weights_of_labels(each, target, reference, whole=True) for target, each in mine.items()
    )


def weights_of_labels(known: Sequence[Sample], target: str, reference: str, *, whole: bool = False) -> str:
    """Say by how much the rows of each label count in a mean over rows, if that explains every wrong value.

    Calls whose rows can't be told apart are left out, unless the `whole` is asked for.
    """
    function = function_of(reference, target)
    if function is None or not any("y" in sample.known for sample in known):
        return ""
    namespace: dict[str, Any] = {}
    exec(compile(reference, "reference", "exec"), namespace)
    names = returned_by(function, target)
    rows_of: list[tuple[int, int]] = []
    shares: list[tuple[Array, Array]] = []
    for case in dict.fromkeys(sample.case for sample in known):
        mine = [sample for sample in known if sample.case == case]
        try:
            split = by_label(mine, names, namespace[target])
        except ValueError:
            split = None  # as many rows as units, say
        if split is not None:
            rows_of.append(split[0])
            shares.append(split[1:])
        elif whole and any(sample.wrong for sample in mine):
            return ""
    if len(shares) < ENOUGH or len({counts for counts in rows_of if min(counts)}) < ENOUGH - 1:
        return ""
    for text, weighed in WEIGHTINGS:
        weights = weighed(rows_of, shares)
        if weights is not None and (weighed is in_means or abs(weights[0] - weights[1]) > 1e-6):
            labels = labels_of(known)[1]
            come = "comes" if len(labels) == 1 else "come"
            return text.format(
                names=joined(labels), come=come, one=number(weights[0]), zero=number(weights[1])
            )
    return ""


Counts = tuple[int, int]
"""How many rows have the label 1, and how many 0."""

Shares = tuple[Array, Array]
"""What the rows of each label add to all values of a call, in two columns, and the values that were returned."""


def solved(systems: Sequence[Shares]) -> tuple[float, ...] | None:
    """Return the factors of the columns that give the right sides of all systems but for rounding; None without."""
    table, sides = (np.concatenate(each) for each in zip(*systems, strict=True))
    factors, _, rank, _ = np.linalg.lstsq(table, sides, rcond=None)
    fits_all = all(same(part @ factors, side) for part, side in systems)
    return tuple(float(each) for each in factors) if fits_all and rank == table.shape[1] else None


def in_sum(rows_of: Sequence[Counts], shares: Sequence[Shares]) -> tuple[float, ...] | None:
    """Return the weights with which rows were added up."""
    return solved(shares)


def in_mean(rows_of: Sequence[Counts], shares: Sequence[Shares]) -> tuple[float, ...] | None:
    """Return the weights of rows, if sums were divided by the sum of the weights, and label 0 has the weight 1."""
    systems = []
    for (ones, zeros), (parts, yours) in zip(rows_of, shares, strict=True):
        share = ones / (ones + zeros)
        systems.append(((share * yours - parts[:, 0])[:, None], parts[:, 1] - (1 - share) * yours))
    found = solved(systems)
    return None if found is None else (*found, 1.0)


def in_means(rows_of: Sequence[Counts], shares: Sequence[Shares]) -> tuple[float, ...] | None:
    """Return the weights of two means, one for each label."""
    systems = []
    for counts, (parts, yours) in zip(rows_of, shares, strict=True):
        scales = np.array([sum(counts) / max(count, 1) for count in counts])
        systems.append((parts * scales, yours))
    return solved(systems)


def returned_by(function: ast.FunctionDef, target: str) -> list[str]:
    """Return the names of what a function returns; its own name if that's one value."""
    last = function.body[-1]
    if isinstance(last, ast.Return) and isinstance(last.value, ast.Tuple):
        return [each.id for each in last.value.elts if isinstance(each, ast.Name)]
    return [target]


def by_label(
    mine: Sequence[Sample], names: Sequence[str], function: Callable[..., Any]
) -> tuple[tuple[int, int], Array, Array] | None:
    """Return the numbers of rows with label 1 and 0, what each label's rows add to all values, and these values.

    None if that can't be told: other labels, other shapes, or values that aren't means over rows.
    """
    known = mine[0].known
    y = as_numbers(known.get("y"))
    if y is None or not y.size or not {*y.ravel().tolist()} <= {0, 1} or not all(s.comparable for s in mine):
        return None
    total, counts = len(y), (int((y == 1).sum()), int((y == 0).sum()))
    parts = {label: [np.zeros_like(sample.right) for sample in mine] for label in (1, 0)}
    with np.errstate(all="ignore"):
        for label, count in zip((1, 0), counts, strict=True):
            rows_in = y.ravel() == label
            some = {
                name: value[rows_in]
                if isinstance(value, np.ndarray) and name[0] not in "Wb" and np.shape(value)[:1] == (total,)
                else value
                for name, value in known.items()
            }
            if count:
                found = function(**some)
                values_of = dict(zip(names, found if isinstance(found, tuple) else [found], strict=True))
                parts[label] = [np.asarray(values_of[s.label], dtype=float) * count / total for s in mine]
    pairs = list(zip(parts[1], parts[0], mine, strict=True))
    if not all(
        one.shape == s.right.shape == zero.shape and same(one + zero, s.right) for one, zero, s in pairs
    ):
        return None
    flat = [np.concatenate([each.ravel() for each in parts[label]]) for label in (1, 0)]
    return counts, np.stack(flat, axis=1), np.concatenate([s.yours.ravel() for s in mine])


WEIGHTINGS: tuple[
    tuple[str, Callable[[Sequence[Counts], Sequence[Shares]], tuple[float, ...] | None]], ...
] = (
    (
        "{names} {come} out as if a row's weight were {one} for the label 1 and {zero} for 0. Here all count alike.",
        in_sum,
    ),
    (
        "{names} {come} out as if rows with the label 1 weighed {one} times as much as those with 0, in a mean that is "
        "divided by the sum of these weights. Here all rows count alike.",
        in_mean,
    ),
    (
        "{names} {come} out as if each label's rows had a mean of their own, multiplied by {one} for the label 1 and "
        "by {zero} for 0. Here all rows count alike.",
        in_means,
    ),
)
