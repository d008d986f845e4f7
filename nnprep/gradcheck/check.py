"""Checks the learner's gradient against finite differences of their own loss, both run in the sandbox."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

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
from nnprep.named_tuple import NamedTuple

MOST_ENTRIES = 200
"""How many entries of one parameter are compared; if it has more, so many are sampled."""
DIRECTIONS = 8
"""Random directions through all entries of such a parameter: each one shows any single wrong entry."""
MOST_UNDECIDED = 20
"""After so many probes that can't be decided, no more are tried: the verdict stands."""


class Measurement(NamedTuple):
    """One parameter with everything needed to compare it."""

    parameter: Parameter
    gradient: Array
    probes: Sequence[Probe]
    slopes: Array
    """A central difference for each probe."""
    step: float
    noise: float
    scale: Scale


def compare(
    loss: Callable[..., Any], gradient: Callable[..., Any], point: Point, *, seed: int = 0
) -> list[Compared]:
    """Return the verdict on each gradient, parameter by parameter, including those without a gradient.

    `loss` returns one number; `gradient` one array, a tuple of one for each argument, a dict by name, or the
    structure of the arguments. Raises UsageError if they return something else, or if it isn't clear which gradient
    belongs to which argument, and Misbehaved if they don't return.
    """
    point = as_floats(point)
    with np.errstate(all="ignore"):
        measure = Loss(loss, point)
        if not math.isfinite(measure.here):
            raise UsageError(
                f"The loss is {measure.here} at this point; finite differences need a finite loss."
            )
        pairs = paired(gradient(*point.arguments, **point.keywords), point)
        verdicts = compared_all(pairs, measure, np.random.default_rng(seed))
        if not measure.steady:
            return verdicts
        measure.again = measure.at(point)  # after all those calls, and after the gradient's
        return verdicts if measure.steady else compared_all(pairs, measure, np.random.default_rng(seed))


def compared_all(pairs: Sequence[Pair], loss: Loss, rng: np.random.Generator) -> list[Compared]:
    """Return the verdict on each gradient; if the loss is not steady, only which of them can't be right."""
    return [compared(pair, loss, rng) for pair in pairs]


def compared(pair: Pair, loss: Loss, rng: np.random.Generator) -> Compared:
    """Return the verdict on the gradient of one parameter."""
    parameter = pair.parameter
    if pair.integers or pair.answer is None or not parameter.value.size:
        return unchecked(pair)
    gradient, fault = as_array(pair.answer, parameter.value.shape)
    if fault:
        return unusable(parameter, fault)
    if not loss.steady:
        return unsteady(parameter, loss)
    dtype = getattr(pair.answer, "dtype", np.dtype(float))
    return judged(measured(parameter, gradient, dtype, loss, rng), loss, rng)


def measured(
    parameter: Parameter, gradient: Array, dtype: np.dtype[Any], loss: Loss, rng: np.random.Generator
) -> Measurement:
    """Measure the slope along each probe."""
    shape, size = parameter.value.shape, parameter.value.size
    noise = rounding_of(loss, parameter, rng)
    directions = [Probe(loss, parameter, None, rng.choice((-1.0, 1.0), shape)) for _ in range(DIRECTIONS)]
    step = step_for(directions[0], noise)
    chosen = range(size) if size <= MOST_ENTRIES else np.sort(rng.choice(size, MOST_ENTRIES, replace=False))
    probes = [Probe(loss, parameter, tuple(map(int, np.unravel_index(i, shape)))) for i in chosen]
    slopes = [probe.central(step) for probe in probes]
    finite = np.abs([slope for slope in slopes if math.isfinite(slope)])
    largest = float(finite.max(initial=0.0))
    scale = Scale(
        largest=largest,
        typical=float(np.sqrt(np.mean(finite**2))) if finite.size else 0.0,
        grain=4 * float(np.finfo(dtype).eps) * largest if dtype in NARROW else 0.0,
    )
    if size > MOST_ENTRIES:
        probes += directions
        slopes += [probe.central(step) for probe in directions]
    return Measurement(parameter, gradient, probes, np.array(slopes), step, noise, scale)


def judged(of: Measurement, loss: Loss, rng: np.random.Generator) -> Compared:
    """Return the verdict on one parameter; probes with the widest gap are looked at first."""
    g = np.array([probe.predicted(of.gradient) for probe in of.probes])
    n = of.slopes.copy()
    gaps = np.where(np.isfinite(n), np.abs(g - n), np.inf)
    undecided: list[tuple[int, Agreement]] = []
    wrong: tuple[int, Agreement] | None = None
    unseen = 0
    for i in map(int, np.argsort(-gaps, kind="stable")):
        probe, doubt = of.probes[i], of.probes[i].rounding(of.step, of.noise)
        if of.scale.close(g[i], n[i], doubt) and of.scale.seen(probe, g[i], n[i], doubt):
            continue
        result = agreement(probe, of.gradient, of.step, of.noise, of.scale)
        if result.trial is not None:
            n[i] = result.trial.slope
        if result.kind is Kind.DIFFER:
            wrong = (i, result)
            break
        unseen += result.kind is Kind.NEGLIGIBLE and probe.signs is None
        if result.kind not in (Kind.AGREE, Kind.NEGLIGIBLE):
            undecided.append((i, result))
            if len(undecided) == MOST_UNDECIDED:
                break
    size = of.parameter.value.size
    facts = Compared(
        of.parameter.name,
        of.parameter.value.shape,
        Verdict.CANNOT_TELL,
        entries=min(size, MOST_ENTRIES),
        size=size,
        directions=DIRECTIONS if size > MOST_ENTRIES else 0,
        step=of.step,
        rounding=of.noise,
        unseen=unseen,
        single=loss.single,
    )
    verdict = summed_up(of.probes, g, n, wrong, undecided, facts)
    if wrong and of.probes[wrong[0]].signs is not None:
        return located(verdict, of.probes[wrong[0]], of)
    return verdict


def located(verdict: Compared, along: Probe, of: Measurement) -> Compared:
    """Return a verdict with the entry at which gradient and loss differ most, found by bisecting the direction."""
    flat = np.arange(of.parameter.value.size)
    signs = np.asarray(along.signs)
    while len(flat) > 1:
        gaps = []
        for half in np.array_split(flat, 2):
            part = np.zeros(signs.size)
            part[half] = signs.reshape(-1)[half]
            probe = Probe(along.loss, of.parameter, None, part.reshape(signs.shape))
            gaps.append((abs(probe.predicted(of.gradient) - probe.central(of.step)), half))
        flat = max(gaps, key=lambda gap: gap[0])[1]
    place = tuple(map(int, np.unravel_index(int(flat[0]), of.parameter.value.shape)))
    probe = Probe(along.loss, of.parameter, place)
    return verdict._replace(
        place=place, gradient=probe.predicted(of.gradient), difference=probe.central(of.step)
    )


NARROW = (np.dtype(np.float32), np.dtype(np.float16))
