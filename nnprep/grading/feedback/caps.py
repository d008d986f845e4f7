"""Recognizes a loss that cannot exceed some number: a clip or a small number inside its logarithm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf, isfinite
from typing import Any

import numpy as np

from nnprep.checks.compare import as_numbers, leaf_pairs
from nnprep.checks.trace import Trace
from nnprep.content.exercises import Exercise
from nnprep.grading.feedback.findings import returned_names
from nnprep.grading.feedback.values import number
from nnprep.named_tuple import NamedTuple

FACTORS = (1.0, 0.5, 2.0, float(1 / np.log(2)), float(1 / np.log(10)))
"""By what a loss is wrong as a whole: half of it, twice, in another logarithm."""
LOWEST = 4.0
"""A lower ceiling is that of another loss, such as the squared error of probabilities: nobody guards by e^-4."""
MOST = 0.6
"""What share of the losses far below a ceiling tells their factor, if the ceiling is that of a power of ten."""
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

    One loss is enough if its ceiling is nearly that of a power of ten. Only the named checks are looked at. No call
    may have returned more than the ceiling.
    """
    found = next(caps(checks, expected, seen, exercise), None)
    if found is None:
        return ""
    if is_whole(found.ceiling) and found.above:
        wanted, actual = (number(each) for each in found.above)
        ceiling, more = number(found.ceiling), number(max(found.beyond))
        name = found.name.rpartition(".")[2]
        return ROUNDED.format(name=name, ceiling=ceiling, more=more, wanted=wanted, actual=actual)
    if is_whole(found.ceiling):
        below = BY_LOGITS.format(ceiling=number(found.ceiling))
        return in_words(found, below)
    times = {1.0: "", None: ""}.get(found.factor, f"{number(found.factor or 1.0)} times ")
    least = np.exp(-found.ceiling / (found.factor or 1.0))
    below = f"-log({least:.2g})" if least > 0 else "-log(the smallest float)"
    shown = -np.log(float(f"{least:.2g}") or least) * (found.factor or 1.0) if least > 0 else found.ceiling
    about = "" if number(shown) == number(found.ceiling) else "about "
    below = f", which is {about}{times}{below}, as with a clip, or a small number inside the logarithm"
    return in_words(found, below if found.factor else "")


def in_words(cap: Cap, below: str) -> str:
    """Return the sentence on a cap, with where it comes from."""
    name = cap.name.rpartition(".")[2]
    whole = is_whole(cap.ceiling)
    ends = (NEVER_EXCEEDS if whole else STOPS_AT).format(ceiling=number(cap.ceiling))
    return CAP.format(name=name, ends=ends, below=below, more=number(max(cap.beyond)))


def guards(
    checks: Sequence[str], expected: Mapping[str, Trace], seen: Mapping[str, Trace], exercise: Exercise
) -> tuple[str, ...]:
    """Return the small numbers, as code, that would cap a loss where the submission's is capped."""
    found = list(caps(checks, expected, seen, exercise))
    plain = [each.ceiling for each in found]
    # The mean of two losses, or one in bits, is capped by another number than the code has: then that one is round.
    other = [each / factor for each in plain for factor in FACTORS if factor != 1 and is_round(each / factor)]
    return tuple(f"{np.exp(-ceiling):.6g}" for ceiling in [*plain, *other] if ceiling < 700)


def is_round(ceiling: float, within: float = 1e-6) -> bool:
    """Return whether a ceiling is that of a power of ten."""
    power = ceiling / np.log(10)
    return bool(abs(power - round(power)) < within)


def is_whole(ceiling: float) -> bool:
    """Return whether a ceiling is a whole number, such as that of clipped logits."""
    return abs(ceiling - round(ceiling)) < 1e-9


class Cap(NamedTuple):
    """A number that a loss never exceeds."""

    name: str
    ceiling: float
    beyond: frozenset[float]
    """What the losses that ended there should have been."""
    factor: float | None
    """How many times what it should be the loss is below; None if that isn't one known number."""
    above: tuple[float, ...]
    """A loss below the ceiling that is too large because it, or half of its rows, ends there; and what it is."""


def caps(
    checks: Sequence[str], expected: Mapping[str, Trace], seen: Mapping[str, Trace], exercise: Exercise
) -> Iterator[Cap]:
    """Yield the caps of the losses of a submission."""
    losses = [loss for name in checks for loss in single_numbers(expected[name], seen[name], exercise)]
    for name in dict.fromkeys(loss.name for loss in losses):
        mine = [loss for loss in losses if loss.name == name and isfinite(loss.actual)]
        if not mine:
            continue
        ceiling = max(loss.actual for loss in mine)
        endless = [each for each in losses if each.name == name and not isfinite(each.actual)]
        if any(each.expected < ceiling or each.actual == inf for each in endless):
            continue  # a floor under a probability leaves no loss infinite, and no small one nan
        beyond = frozenset(loss.expected for loss in mine if is_capped(loss, ceiling))
        # 1 - (1 - 1e-15) is only nearly 1e-15.
        power = is_round(ceiling, 5e-4)
        if len(beyond) > (not power) and ceiling > LOWEST:
            above = next(((each.expected, each.actual) for each in mine if is_above(each, ceiling)), ())
            yield Cap(name, ceiling, beyond, factor_below(mine, ceiling), above)


def factor_below(losses: Sequence[Loss], ceiling: float) -> float | None:
    """Return the known factor of all losses far below a ceiling, which a small number hardly changes."""
    far = [loss for loss in losses if 0.1 < loss.expected < ceiling / 4]
    ratios = np.array([loss.actual / loss.expected for loss in far])
    close = {factor: float(np.mean(np.abs(ratios / factor - 1) < 0.01)) for factor in FACTORS} if far else {}
    if is_round(ceiling, 5e-4):  # a mean over rows of which few are capped isn't far below
        return next((factor for factor, share in close.items() if share > MOST), None if far else 1.0)
    several = len({loss.expected for loss in far}) > 1
    return next((factor for factor, share in close.items() if share == 1 and several), None)


def is_capped(loss: Loss, ceiling: float) -> bool:
    return loss.expected > 1.001 * ceiling and abs(loss.actual - ceiling) <= SAME * ceiling


def is_above(loss: Loss, ceiling: float) -> bool:
    """Return whether a loss is the ceiling, or the mean of it and of what it should be, which is less."""
    ends = (ceiling, (ceiling + loss.expected) / 2)
    return 1.001 * loss.expected < ceiling and any(abs(loss.actual - end) <= SAME * ceiling for end in ends)


def single_numbers(expected: Trace, seen: Trace, exercise: Exercise) -> Iterator[Loss]:
    """Yield single numbers that calls returned, by name of function or value, where a finite one is right."""
    for wanted, call in zip(expected.calls, seen.calls, strict=False):
        if wanted.target != call.target:
            return  # the submission went another way, so later calls don't belong together
        for leaf in leaf_pairs(wanted.result, call.result, returned_names(wanted, exercise)):
            name = leaf.label or call.target
            if "loss" in name.lower():
                one, other = finite(leaf.expected), single(leaf.actual)
                if one is not None and other is not None:
                    yield Loss(name, one, other)


def single(value: Any) -> float | None:
    """Return a single real number, which may be infinite or nan; None for everything else."""
    array = as_numbers(value)
    return None if array is None or array.size != 1 or array.dtype.kind not in "iuf" else float(array.item())


def finite(value: Any) -> float | None:
    """Return a single finite real number; None for everything else."""
    found = single(value)
    return found if found is not None and isfinite(found) else None


NEVER_EXCEEDS = "never exceeds {ceiling}"
STOPS_AT = "stops at about {ceiling}"
"""How a loss ends: at a whole number, or at one that is shown rounded."""
BY_LOGITS = ", as with logits or losses that are clipped at {ceiling}"
ROUNDED = (
    "{name} never exceeds {ceiling} here, as where log(p) and log(1 - p) are clamped at -{ceiling}: it should go up to "
    "{more}. And it's {actual} where it should be {wanted}: p is rounded, and from a logit of about 37 on, 1 - p is 0. "
    "Compute the loss from the logits."
)
CAP = (
    "{name} {ends} here{below}. It should go up to {more}. The negative log of a "
    "probability has no upper limit, and computed from the logits it needs no guard."
)
