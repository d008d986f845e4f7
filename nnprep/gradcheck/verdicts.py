"""What the gradient of one parameter is worth, and the sentence that says why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np

from nnprep.checks.finite_differences import STEP
from nnprep.gradcheck.agreement import Agreement, Kind
from nnprep.gradcheck.differences import Loss, Probe
from nnprep.gradcheck.matching import Pair, form
from nnprep.gradcheck.parameters import Array, Parameter
from nnprep.grading.feedback.values import described, shape_of

VISIBLE = 1e-3
"""Two numbers that differ by more than this part of their sum are told apart in a remark."""


class Verdict(StrEnum):
    """What is known of the gradient of one parameter."""

    RIGHT = "right"
    WRONG = "wrong"
    CANNOT_TELL = "cannot tell"
    NOT_CHECKED = "not checked"


class Compared(NamedTuple):
    """What the check of one parameter found."""

    name: str
    shape: tuple[int, ...]
    verdict: Verdict
    remark: str = ""
    """Why, where it is not right; empty otherwise."""
    entries: int = 0
    """How many of its entries were compared."""
    size: int = 0
    """How many it has."""
    directions: int = 0
    """Random directions in all its entries that were compared besides."""
    error: float = math.nan
    """‖a − n‖ / (‖a‖ + ‖n‖) of gradient a and difference n over those entries; not a number where none was."""
    place: tuple[int, ...] | None = None
    """Where they differ most, or what could not be decided; none where that is no entry."""
    gradient: float = math.nan
    difference: float = math.nan
    """Both numbers there."""
    step: float = STEP
    """Of the differences, for parameters around 1."""
    rounding: float = 0.0
    """The standard deviation of the loss's own rounding there."""
    unseen: int = 0
    """Entries too small to be seen, and negligible beside the largest; a mistake in them would not show."""
    single: bool = False
    """Whether the loss is float32 inside, or coarser."""


def unchecked(pair: Pair) -> Compared:
    """Return why a parameter was not checked."""
    shape = pair.leaf.value.shape
    if pair.whole:
        shape = form(pair.answer) or ()
        why = "it holds whole numbers, which no small step changes; write them with a decimal point"
    elif pair.answer is None:
        why = "no gradient was returned for it"
    else:
        why = "it has no entries"
    return Compared(pair.leaf.name, shape, Verdict.NOT_CHECKED, why, size=pair.leaf.value.size)


def unusable(leaf: Parameter, why: str) -> Compared:
    """Return what a gradient of the wrong shape, type or value is worth."""
    return Compared(leaf.name, leaf.value.shape, Verdict.WRONG, f"the gradient {why}", size=leaf.value.size)


def unsteady(leaf: Parameter, loss: Loss) -> Compared:
    """Return what can be said where the loss does not return the same twice."""
    why = (
        f"the loss gives two values at one point, {loss.here:.10g} and {loss.again:.10g}: it is random, or keeps "
        "state between calls"
    )
    return Compared(leaf.name, leaf.value.shape, Verdict.CANNOT_TELL, why, size=leaf.value.size)


def as_array(answer: Any, shape: tuple[int, ...]) -> tuple[Array, str]:
    """Return a gradient as float64 numbers, and what is wrong with its type, shape or values; empty if nothing."""
    nothing = np.zeros(shape)
    found = form(answer)
    kind = getattr(answer, "dtype", np.dtype(float)).kind
    if isinstance(answer, complex) or kind == "c":
        return nothing, "is complex, and the loss is real"
    if found is None or kind not in "biuf":
        return nothing, f"is no array of numbers but {described(answer)}"
    try:
        a = np.asarray(answer, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return nothing, f"is no array of real numbers but {described(answer)}"
    if found != shape:
        turned = ": transposed" if found == shape[::-1] else ""
        return nothing, f"has shape {shape_of(a)} instead of {shape}{turned}"
    return a, "" if np.isfinite(a).all() else "is not finite"


def summed_up(
    lines: Sequence[Probe],
    g: Array,
    n: Array,
    wrong: tuple[int, Agreement] | None,
    undecided: Sequence[tuple[int, Agreement]],
    facts: Compared,
) -> Compared:
    """Return the verdict on one parameter from its lines, the slopes claimed and measured, and what was decided."""
    own = facts.entries
    error = apart(g[:own], n[:own])
    if wrong is None and not undecided:
        return facts._replace(verdict=Verdict.RIGHT, error=error)
    index, found = wrong or undecided[0]
    shown = found.trial.slope if found.trial else math.nan
    seen = facts._replace(error=error, place=lines[index].place, gradient=found.gradient, difference=shown)
    if wrong:
        return seen._replace(verdict=Verdict.WRONG, remark=remark(g[:own], n[:own], drawn=index < own))
    return seen._replace(verdict=Verdict.CANNOT_TELL, remark=reason(lines[index], found, facts))


def apart(g: Array, n: Array) -> float:
    """Return the relative error ‖a − n‖ / (‖a‖ + ‖n‖), 0 where both are 0."""
    scale = float(np.linalg.norm(g) + np.linalg.norm(n))
    return float(np.linalg.norm(g - n)) / scale if scale else 0.0


def remark(g: Array, n: Array, *, drawn: bool) -> str:
    """Say what the numbers give away about a wrong gradient; never more than what was measured."""
    if not drawn:
        return "the entries that were drawn agree; this one was found along random directions in all of them"
    if not g.any():
        return "the gradient is 0 everywhere, the difference is not"
    if n.any() and np.isfinite(n).all():
        factor = float(g @ n / (n @ n))
        if abs(factor - 1) > VISIBLE and np.linalg.norm(g - factor * n) <= 1e-5 * np.linalg.norm(g):
            return f"exactly {factor:.6g} times the difference everywhere"
    off = int((np.abs(g - n) > VISIBLE * (np.abs(g) + np.abs(n)) + 1e-9 * np.abs(n).max()).sum())
    return f"{max(1, off)} of {len(g)} entries differ" if len(g) > 1 else "they differ"


def reason(line: Probe, found: Agreement, facts: Compared) -> str:
    """Say why it cannot be told whether a gradient is right."""
    where = "here" if line.signs is None else "along a random direction in all entries"
    trial = found.trial
    if trial is None:
        return f"the loss is not finite, or raises, a small step away {where}"
    if found.kind is Kind.KINK:
        kind = "a kink or a jump"
        return f"{kind}: {where} the slope is {trial.left:.6g} on the left and {trial.right:.6g} on the right"
    known = f"{where} the slope is known to ±{trial.doubt:.1g} only, and an error of 1 % would not show"
    if facts.single:
        return f"the loss is float32 inside, or coarser: {known}; compute in float64"
    return f"below the loss's own rounding, {facts.rounding:.1g}: {known}"
