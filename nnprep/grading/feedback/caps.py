"""Recognizes a loss that cannot exceed some number: a clip or a small number inside its logarithm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnprep.checks.compare import as_numbers, leaves
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise
from nnprep.grading.feedback.findings import returned_names
from nnprep.grading.feedback.values import number

TINY = 37.0
"""A larger ceiling may be two terms of a sum: people rarely guard a logarithm by less than 1e-16."""
LOWEST = 4.0
"""A lower ceiling is that of another loss, such as the squared error of probabilities: nobody guards by e^-4."""
SAME = 1e-9
"""Losses that differ by less than this share are the same ceiling."""


class Loss(NamedTuple):
    """A single number that one call should have returned, and did return."""

    name: str
    expected: float
    actual: float


def cap(
    checks: Sequence[str], expected: Mapping[str, Trace], seen: Mapping[str, Trace], exercise: Exercise
) -> str:
    """Return the cap of a loss in one sentence; empty unless two different losses end at the same ceiling.

    Only the named checks are looked at. No call may have returned more than the ceiling.
    """
    found = next(caps(checks, expected, seen, exercise), None)
    if found is None:
        return ""
    below = f"-log({np.exp(-found.ceiling):.2g})" if found.ceiling < 744 else "-log(the smallest float)"
    if found.ceiling > TINY:
        below += f", or twice -log({np.exp(-found.ceiling / 2):.2g})"
    return CAP.format(
        name=found.name.rpartition(".")[2],
        ceiling=number(found.ceiling),
        below=below,
        right=number(min(found.beyond)),
        more=number(max(found.beyond)),
    )


def guards(
    checks: Sequence[str], expected: Mapping[str, Trace], seen: Mapping[str, Trace], exercise: Exercise
) -> tuple[str, ...]:
    """Return the small numbers, as code, that would cap a loss where the submission's is capped."""
    ceilings = (found.ceiling for found in caps(checks, expected, seen, exercise))
    return tuple(f"{np.exp(-ceiling):.6g}" for ceiling in ceilings if ceiling < 700)


class Cap(NamedTuple):
    """A number that a loss never exceeds."""

    name: str
    ceiling: float
    beyond: frozenset[float]
    """What the losses that ended there should have been."""


def caps(
    checks: Sequence[str], expected: Mapping[str, Trace], seen: Mapping[str, Trace], exercise: Exercise
) -> Iterator[Cap]:
    """Yield the caps of the losses of a submission."""
    losses = [loss for name in checks for loss in single_numbers(expected[name], seen[name], exercise)]
    for name in dict.fromkeys(loss.name for loss in losses):
        mine = [loss for loss in losses if loss.name == name]
        ceiling = max(loss.actual for loss in mine)
        beyond = frozenset(loss.expected for loss in mine if is_capped(loss, ceiling))
        if len(beyond) > 1 and ceiling > LOWEST:
            yield Cap(name, ceiling, beyond)


def is_capped(loss: Loss, ceiling: float) -> bool:
    return loss.expected > 1.001 * ceiling and abs(loss.actual - ceiling) <= SAME * ceiling


def single_numbers(expected: Trace, seen: Trace, exercise: Exercise) -> Iterator[Loss]:
    """Yield the finite single numbers that calls returned, by the name of the function or of its value."""
    for wanted, call in zip(expected.calls, seen.calls, strict=False):
        if wanted.target != call.target:
            return  # the submission went another way, so later calls don't belong together
        for leaf in leaves(wanted.result, call.result, None, returned_names(wanted, exercise)):
            one, other = finite(leaf.expected), finite(leaf.actual)
            is_loss = "loss" in (leaf.label or call.target).lower()
            if one is not None and other is not None and is_loss:
                yield Loss(leaf.label or call.target, one, other)


def finite(value: Any) -> float | None:
    """Return a single finite real number; None for everything else."""
    array = as_numbers(value)
    if array is None or array.size != 1 or array.dtype.kind not in "iuf" or not np.isfinite(array).all():
        return None
    return float(array.item())


CAP = (
    "{name} never exceeds {ceiling} here, which is {below}: a clip or a small number inside the logarithm caps "
    "it. It should have been {right} and {more}. A loss has no upper limit: compute it from the logits."
)
