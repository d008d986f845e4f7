"""The verdict on the gradient of one parameter, and the sentence that gives the reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import numpy as np

from nnprep.checks.finite_differences import STEP
from nnprep.gradcheck.agreement import Agreement, Kind
from nnprep.gradcheck.differences import Loss, Probe
from nnprep.gradcheck.matching import Pair, form
from nnprep.gradcheck.parameters import Array, Parameter
from nnprep.grading.feedback.values import described, shape_of
from nnprep.named_tuple import NamedTuple

VISIBLE = 1e-3
"""Two numbers that differ by more than this share of their sum count as different in a remark."""


class Verdict(StrEnum):
    """The verdict on the gradient of one parameter."""

    RIGHT = "right"
    WRONG = "wrong"
    CANNOT_TELL = "cannot tell"
    NOT_CHECKED = "not checked"


class Compared(NamedTuple):
    """The verdict on one parameter, with the numbers behind it."""

    name: str
    shape: tuple[int, ...]
    verdict: Verdict
    remark: str = ""
    """The reason if it isn't right; empty otherwise."""
    entries: int = 0
    """How many of its entries were compared."""
    size: int = 0
    """How many entries it has."""
    directions: int = 0
    """How many random directions through all its entries were compared too."""
    error: float = math.nan
    """‖a − n‖ / (‖a‖ + ‖n‖) of analytic gradient a and numeric gradient n over those entries; nan if there are none."""
    place: tuple[int, ...] | None = None
    """Where they differ most, or what couldn't be decided; None if that isn't an entry."""
    gradient: float = math.nan
    difference: float = math.nan
    """Both numbers there."""
    step: float = STEP
    """Of the differences, for parameters around 1."""
    rounding: float = 0.0
    """The standard deviation of the loss's own rounding there."""
    unseen: int = 0
    """Entries too small to measure, and negligible compared with the largest; a mistake in them would not show."""
    single: bool = False
    """Whether the loss is float32 inside, or coarser."""


def unchecked(pair: Pair) -> Compared:
    """Return a parameter that was not checked, with the reason."""
    shape = pair.parameter.value.shape
    if pair.integers:
        shape = form(pair.answer) or ()
        why = "it contains integers, which a small step can't change; write them with a decimal point"
    elif pair.answer is None:
        why = "no gradient was returned for it"
    else:
        why = "it is empty"
    return Compared(pair.parameter.name, shape, Verdict.NOT_CHECKED, why, size=pair.parameter.value.size)


def unusable(parameter: Parameter, why: str) -> Compared:
    """Return the verdict on a gradient of the wrong shape or type, or with values that are not finite."""
    return Compared(
        parameter.name, parameter.value.shape, Verdict.WRONG, f"the gradient {why}", size=parameter.value.size
    )


def unsteady(parameter: Parameter, loss: Loss) -> Compared:
    """Return the verdict if the loss doesn't return the same value twice."""
    why = (
        f"the loss returns two values at the same point, {loss.here:.10g} and {loss.again:.10g}: it is random, or "
        "keeps state between calls"
    )
    return Compared(
        parameter.name, parameter.value.shape, Verdict.CANNOT_TELL, why, size=parameter.value.size
    )


def as_array(answer: Any, shape: tuple[int, ...]) -> tuple[Array, str]:
    """Return a gradient as float64, and what is wrong with its type, shape or values; empty if nothing is."""
    nothing = np.zeros(shape)
    actual = form(answer)
    kind = getattr(answer, "dtype", np.dtype(float)).kind
    if isinstance(answer, complex) or kind == "c":
        return nothing, "is complex, but the loss is real"
    if actual is None or kind not in "biuf":
        return nothing, f"is {described(answer)}, not an array of numbers"
    try:
        a = np.asarray(answer, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return nothing, f"is {described(answer)}, not an array of real numbers"
    if actual != shape:
        turned = ": transposed" if actual == shape[::-1] else ""
        return nothing, f"has shape {shape_of(a)} instead of {shape}{turned}"
    return a, "" if np.isfinite(a).all() else "is not finite"


def summed_up(
    probes: Sequence[Probe],
    g: Array,
    n: Array,
    wrong: tuple[int, Agreement] | None,
    undecided: Sequence[tuple[int, Agreement]],
    facts: Compared,
) -> Compared:
    """Return the verdict on one parameter from its probes, the slopes claimed and measured, and what was decided."""
    own = facts.entries
    error = apart(g[:own], n[:own])
    if wrong is None and not undecided:
        return facts._replace(verdict=Verdict.RIGHT, error=error)
    index, deciding = wrong or undecided[0]
    slope = deciding.trial.slope if deciding.trial else math.nan
    placed = facts._replace(
        error=error, place=probes[index].place, gradient=deciding.gradient, difference=slope
    )
    if wrong:
        return placed._replace(verdict=Verdict.WRONG, remark=remark(g[:own], n[:own], drawn=index < own))
    return placed._replace(verdict=Verdict.CANNOT_TELL, remark=reason(probes[index], deciding, facts))


def apart(g: Array, n: Array) -> float:
    """Return the relative error ‖a − n‖ / (‖a‖ + ‖n‖), 0 if both are 0."""
    scale = float(np.linalg.norm(g) + np.linalg.norm(n))
    return float(np.linalg.norm(g - n)) / scale if scale else 0.0


def remark(g: Array, n: Array, *, drawn: bool) -> str:
    """Return what the numbers show about a wrong gradient; never more than what was measured."""
    if not drawn:
        return "the sampled entries agree; this one was found along random directions through all entries"
    if not g.any():
        return "yours is 0 everywhere, the numeric gradient isn't"
    if n.any() and np.isfinite(n).all():
        factor = float(g @ n / (n @ n))
        if abs(factor - 1) > VISIBLE and np.linalg.norm(g - factor * n) <= 1e-5 * np.linalg.norm(g):
            return f"yours is exactly {factor:.6g} times the numeric gradient everywhere"
    off = int((np.abs(g - n) > VISIBLE * (np.abs(g) + np.abs(n)) + 1e-9 * np.abs(n).max()).sum())
    return f"{max(1, off)} of {len(g)} entries differ" if len(g) > 1 else "they differ"


def reason(probe: Probe, agreement: Agreement, facts: Compared) -> str:
    """Return why it can't be decided whether a gradient is right."""
    where = "here" if probe.signs is None else "along a random direction through all entries"
    trial = agreement.trial
    if trial is None:
        return f"a small step away {where}, the loss is not finite or raises an exception"
    if agreement.kind is Kind.KINK:
        kind = "a kink or a jump"
        return f"{kind}: {where} the slope is {trial.left:.6g} on the left and {trial.right:.6g} on the right"
    known = f"{where} the slope is only known to ±{trial.doubt:.1g}, so an error of 1 % would not show"
    if facts.single:
        return f"the loss computes in float32 or coarser: {known}; compute in float64"
    return f"below the loss's own rounding, {facts.rounding:.1g}: {known}"
