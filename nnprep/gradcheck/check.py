"""A learner's own gradient against differences of their own loss, both run where nothing is trusted."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnprep.errors import UsageError
from nnprep.gradcheck.agreement import Agreement, Kind, Scale, agreement
from nnprep.gradcheck.differences import Loss, Probe, rounding_of, step_for
from nnprep.gradcheck.matching import Pair, paired
from nnprep.gradcheck.parameters import Array, Parameter, Point, as_floats
from nnprep.gradcheck.verdicts import (
    Compared,
    Verdict,
    as_array,
    summed_up,
    unchecked,
    unsteady,
    unusable,
)

MOST_ENTRIES = 200
"""Entries of one parameter that are compared; of more, so many are drawn."""
DIRECTIONS = 8
"""Random directions in all entries of such a parameter: each one shows any single wrong entry."""
MOST_UNDECIDED = 20
"""Lines that cannot be decided after which no more are tried: the verdict stands."""


class Measured(NamedTuple):
    """One parameter with all that is needed to compare it."""

    leaf: Parameter
    gradient: Array
    lines: Sequence[Probe]
    slopes: Array
    """A central difference for each line."""
    step: float
    noise: float
    scale: Scale


def compare(
    loss: Callable[..., Any], gradient: Callable[..., Any], point: Point, *, seed: int = 0
) -> list[Compared]:
    """Return what each gradient is worth, parameter by parameter; those without a gradient too.

    `loss` returns one number; `gradient` one array, a tuple of one for each argument, a dict by name, or the
    structure of the arguments. Raises UsageError where they return something else or where one cannot tell which
    gradient is whose, and Misbehaved where they do not return.
    """
    point = as_floats(point)
    with np.errstate(all="ignore"):
        measure = Loss(loss, point)
        if not math.isfinite(measure.here):
            raise UsageError(f"The loss is {measure.here} at this point; differences need a finite one.")
        pairs = paired(gradient(*point.arguments, **point.keywords), point)
        found = compared_all(pairs, measure, np.random.default_rng(seed))
        if not measure.steady:
            return found
        measure.again = measure.at(point)  # after all those calls, and after the gradient's
        return found if measure.steady else compared_all(pairs, measure, np.random.default_rng(seed))


def compared_all(pairs: Sequence[Pair], loss: Loss, rng: np.random.Generator) -> list[Compared]:
    """Return what each gradient is worth; where the loss is not steady, which of them cannot be right."""
    return [compared(pair, loss, rng) for pair in pairs]


def compared(pair: Pair, loss: Loss, rng: np.random.Generator) -> Compared:
    """Return what the gradient of one parameter is worth."""
    leaf = pair.leaf
    if pair.whole or pair.answer is None or not leaf.value.size:
        return unchecked(pair)
    gradient, fault = as_array(pair.answer, leaf.value.shape)
    if fault:
        return unusable(leaf, fault)
    if not loss.steady:
        return unsteady(leaf, loss)
    dtype = getattr(pair.answer, "dtype", np.dtype(float))
    return judged(measured(leaf, gradient, dtype, loss, rng), loss, rng)


def measured(
    leaf: Parameter, gradient: Array, dtype: np.dtype[Any], loss: Loss, rng: np.random.Generator
) -> Measured:
    """Measure the slope along each line that is to be compared."""
    shape, size = leaf.value.shape, leaf.value.size
    noise = rounding_of(loss, leaf, rng)
    directions = [Probe(loss, leaf, None, rng.choice((-1.0, 1.0), shape)) for _ in range(DIRECTIONS)]
    step = step_for(directions[0], noise)
    chosen = range(size) if size <= MOST_ENTRIES else np.sort(rng.choice(size, MOST_ENTRIES, replace=False))
    lines = [Probe(loss, leaf, tuple(map(int, np.unravel_index(i, shape)))) for i in chosen]
    slopes = [line.central(step) for line in lines]
    finite = np.abs([slope for slope in slopes if math.isfinite(slope)])
    largest = float(finite.max(initial=0.0))
    scale = Scale(
        largest=largest,
        typical=float(np.sqrt(np.mean(finite**2))) if finite.size else 0.0,
        grain=4 * float(np.finfo(dtype).eps) * largest if dtype in NARROW else 0.0,
    )
    if size > MOST_ENTRIES:
        lines += directions
        slopes += [line.central(step) for line in directions]
    return Measured(leaf, gradient, lines, np.array(slopes), step, noise, scale)


def judged(of: Measured, loss: Loss, rng: np.random.Generator) -> Compared:
    """Return the verdict on one parameter; a line that differs is looked for first where the gap is widest."""
    g = np.array([line.predicted(of.gradient) for line in of.lines])
    n = of.slopes.copy()
    gaps = np.where(np.isfinite(n), np.abs(g - n), np.inf)
    undecided: list[tuple[int, Agreement]] = []
    wrong: tuple[int, Agreement] | None = None
    unseen = 0
    for i in map(int, np.argsort(-gaps, kind="stable")):
        line, doubt = of.lines[i], of.lines[i].rounding(of.step, of.noise)
        if of.scale.close(g[i], n[i], doubt) and of.scale.seen(line, g[i], n[i], doubt):
            continue
        found = agreement(line, of.gradient, of.step, of.noise, of.scale)
        if found.trial is not None:
            n[i] = found.trial.slope
        if found.kind is Kind.DIFFER:
            wrong = (i, found)
            break
        unseen += found.kind is Kind.NEGLIGIBLE and line.signs is None
        if found.kind not in (Kind.AGREE, Kind.NEGLIGIBLE):
            undecided.append((i, found))
            if len(undecided) == MOST_UNDECIDED:
                break
    size = of.leaf.value.size
    facts = Compared(
        of.leaf.name,
        of.leaf.value.shape,
        Verdict.CANNOT_TELL,
        entries=min(size, MOST_ENTRIES),
        size=size,
        directions=DIRECTIONS if size > MOST_ENTRIES else 0,
        step=of.step,
        rounding=of.noise,
        unseen=unseen,
        single=loss.single,
    )
    verdict = summed_up(of.lines, g, n, wrong, undecided, facts)
    if wrong and of.lines[wrong[0]].signs is not None:
        return located(verdict, of.lines[wrong[0]], of)
    return verdict


def located(verdict: Compared, along: Probe, of: Measured) -> Compared:
    """Return a verdict with the entry where gradient and loss differ most, found by halving the direction."""
    flat = np.arange(of.leaf.value.size)
    signs = np.asarray(along.signs)
    while len(flat) > 1:
        gaps = []
        for half in np.array_split(flat, 2):
            part = np.zeros(signs.size)
            part[half] = signs.reshape(-1)[half]
            line = Probe(along.loss, of.leaf, None, part.reshape(signs.shape))
            gaps.append((abs(line.predicted(of.gradient) - line.central(of.step)), half))
        flat = max(gaps, key=lambda gap: gap[0])[1]
    place = tuple(map(int, np.unravel_index(int(flat[0]), of.leaf.value.shape)))
    line = Probe(along.loss, of.leaf, place)
    return verdict._replace(
        place=place, gradient=line.predicted(of.gradient), difference=line.central(of.step)
    )


NARROW = (np.dtype(np.float32), np.dtype(np.float16))
