"""A learner's own gradient against central differences of their own loss, both run where nothing is trusted."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from nnprep.errors import UnknownNameError, UsageError
from nnprep.grading.functions import Functions
from nnprep.grading.gradients import ACCURACY, STEP

Array = np.ndarray[Any, np.dtype[np.float64]]

WRONG = 1e-3
"""A relative error above this is a mistake; between it and ACCURACY it may be a kink, or float32."""
NOISE = 1e-9
"""Differences smaller than this, for losses around 1, are rounding."""
MOST_LEAVES = 12
"""With more arrays than this, gradients belong to the first ones."""
MOST_ENTRIES = 200
"""Entries of one array that are compared; more are drawn at random."""


class Point(NamedTuple):
    """Where the gradient is checked."""

    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]


class Leaf(NamedTuple):
    """One array among the arguments that can be differentiated."""

    name: str
    path: tuple[Any, ...]
    """Keys and indices that lead to it, from (arguments, keywords)."""
    value: Array


class Compared(NamedTuple):
    """What the check of one array found."""

    name: str
    shape: tuple[int, ...]
    entries: int
    """How many of its entries were compared."""
    error: float
    """‖a − n‖ / (‖a‖ + ‖n‖) of gradient a and difference n over those entries; not a number where shapes differ."""
    place: tuple[int, ...]
    """Where they differ most."""
    gradient: float
    difference: float
    """Both numbers there."""
    verdict: str
    """right, doubtful, wrong."""
    remark: str
    """What the numbers give away; empty where they do not."""


def compare(
    loss: Callable[..., Any],
    gradient: Callable[..., Any],
    point: Point,
    *,
    seed: int = 0,
) -> list[Compared]:
    """Return what each gradient is worth, array by array.

    `loss` returns one number, `gradient` an array, a tuple of arrays in the order of the floating arguments, or a
    dict by name. Raises UsageError where they return something else, and Misbehaved where they do not return.
    """
    point = as_floats(point)
    leaves = list(leaves_of(point))
    if not leaves:
        raise UsageError("There is nothing to differentiate: no argument is an array of floating numbers.")

    def value(at: Point) -> float:
        found = np.asarray(loss(*at.arguments, **at.keywords))
        if found.size != 1 or not np.issubdtype(found.dtype, np.number):
            shape = f"an array of shape {found.shape}" if found.size != 1 else f"{found.dtype}"
            raise UsageError(f"The loss returns {shape}, not one number.")
        return float(found.reshape(()))

    here = value(point)
    if not math.isfinite(here):
        raise UsageError(f"The loss is {here} at this point; differences need a finite one.")
    found = paired(gradient(*point.arguments, **point.keywords), leaves)
    rng = np.random.default_rng(seed)
    return [compared(leaf, answer, value, point, here, rng) for leaf, answer in found]


def compared(
    leaf: Leaf,
    answer: Any,
    value: Callable[[Point], float],
    point: Point,
    here: float,
    rng: np.random.Generator,
) -> Compared:
    """Return what the gradient of one array is worth."""
    shape = leaf.value.shape
    try:
        a = np.asarray(answer, dtype=np.float64)
    except (TypeError, ValueError):
        return unusable(leaf, f"is no array of numbers but {type(answer).__name__}")
    if a.shape != shape:
        hint = ": transposed" if a.shape == shape[::-1] else ""
        return unusable(leaf, f"has shape {a.shape} instead of {shape}{hint}")
    places = list(np.ndindex(*shape))
    if len(places) > MOST_ENTRIES:
        places = [places[i] for i in sorted(rng.choice(len(places), MOST_ENTRIES, replace=False))]
    n = np.array([slope(leaf, place, value, point, STEP) for place in places])
    g = np.array([a[place] for place in places])
    gaps = np.abs(g - n)
    worst = int(np.argmax(np.where(np.isfinite(gaps), gaps, np.inf)))
    scale = float(np.linalg.norm(g) + np.linalg.norm(n))
    error = float(np.linalg.norm(g - n)) / scale if scale else 0.0
    quiet = bool(gaps.max(initial=0.0) <= NOISE * max(1.0, abs(here)))
    right = quiet or error <= ACCURACY
    verdict = "right" if right else "wrong" if not error <= WRONG else "doubtful"
    near = slope(leaf, places[worst], value, point, STEP / 10) if not right else n[worst]
    return Compared(
        name=leaf.name,
        shape=shape,
        entries=len(places),
        error=error,
        place=places[worst],
        gradient=float(g[worst]),
        difference=float(n[worst]),
        verdict=verdict,
        remark="" if right else remark(g, n, float(n[worst]), near),
    )


def remark(g: Array, n: Array, coarse: float, fine: float) -> str:
    """Say what the numbers give away about a wrong gradient; never more than what was measured."""
    if not np.isfinite(g).all():
        return "the gradient is not finite"
    if not np.isfinite(n).all():
        return "the loss is not finite a small step away"
    if abs(coarse - fine) > WRONG * (abs(coarse) + abs(fine)):
        return "the difference depends on the step: a kink or a jump is near; try another --seed"
    if not g.any():
        return "the gradient is 0 everywhere, the difference is not"
    if n.any():
        factor = float(g @ n / (n @ n))
        if abs(factor - 1) > WRONG and np.linalg.norm(g - factor * n) <= 1e-5 * np.linalg.norm(g):
            return f"exactly {factor:.6g} times the difference everywhere"
    off = int((np.abs(g - n) > WRONG * (np.abs(g) + np.abs(n)) + NOISE).sum())
    return f"{off} of {len(g)} entries differ"


def unusable(leaf: Leaf, why: str) -> Compared:
    """Return what a gradient of the wrong shape or type is worth."""
    nan = math.nan
    return Compared(leaf.name, leaf.value.shape, 0, nan, (), nan, nan, "wrong", f"the gradient {why}")


def slope(
    leaf: Leaf, place: tuple[int, ...], value: Callable[[Point], float], point: Point, h: float
) -> float:
    """Return the central difference of the loss along one entry."""
    there = leaf.value.copy()
    there[place] = leaf.value[place] + h
    above = value(replaced(point, leaf.path, there))
    there[place] = leaf.value[place] - h
    return (above - value(replaced(point, leaf.path, there))) / (2 * h)


def paired(answer: Any, leaves: Sequence[Leaf]) -> list[tuple[Leaf, Any]]:
    """Return each array with its gradient; raises UsageError where one cannot tell which is which."""
    if isinstance(answer, dict):
        known = {leaf.path[-1]: leaf for leaf in leaves}
        for name in answer:
            if name not in known:
                raise UnknownNameError("argument", str(name), [str(key) for key in known])
        return [(known[name], value) for name, value in answer.items() if value is not None]
    answers = list(answer) if isinstance(answer, tuple | list) and not scalars(answer) else [answer]
    if len(answers) > len(leaves):
        raise UsageError(
            f"The gradient returns {len(answers)} arrays, and only {len(leaves)} "
            f"argument{'s are' if len(leaves) > 1 else ' is an'} floating array{'s' if len(leaves) > 1 else ''}: "
            f"{', '.join(leaf.name for leaf in leaves)}."
        )
    chosen = fitting(leaves, answers)
    found = [(leaf, value) for leaf, value in zip(chosen, answers, strict=True) if value is not None]
    if not found:
        raise UsageError("The gradient returns nothing (no return?).")
    return found


def fitting(leaves: Sequence[Leaf], answers: Sequence[Any]) -> Sequence[Leaf]:
    """Return as many arrays as there are gradients, in order, those whose shapes fit best.

    `loss(X, y, W)` is usually differentiated by W only; a transposed shape fits better than another one.
    """
    if len(answers) == len(leaves) or len(leaves) > MOST_LEAVES:
        return leaves[: len(answers)]

    def fit(chosen: Sequence[Leaf]) -> int:
        points = 0
        for leaf, answer in zip(chosen, answers, strict=True):
            shape = np.shape(answer) if answer is not None else leaf.value.shape
            points += 2 * (shape == leaf.value.shape) + (shape == leaf.value.shape[::-1])
        return points

    return max(combinations(leaves, len(answers)), key=fit)


def scalars(answer: Sequence[Any]) -> bool:
    """Return whether a list is one gradient written as plain numbers, not a list of gradients."""
    return isinstance(answer, list) and all(isinstance(item, int | float) for item in answer)


def as_floats(point: Point) -> Point:
    """Return a point whose floating numbers are float64, so that a small step is not rounded away."""

    def converted(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: converted(item) for key, item in value.items()}
        if isinstance(value, list):
            return [converted(item) for item in value]
        if isinstance(value, tuple):
            return tuple(converted(item) for item in value)
        if isinstance(value, float):
            return np.float64(value)
        if isinstance(value, np.ndarray | np.generic) and np.issubdtype(value.dtype, np.floating):
            return np.asarray(value, dtype=np.float64)
        return value

    return Point(tuple(map(converted, point.arguments)), {k: converted(v) for k, v in point.keywords.items()})


def leaves_of(point: Point) -> Iterator[Leaf]:
    """Yield every floating array among the arguments, in order, with a name."""

    def walk(value: Any, path: tuple[Any, ...], name: str) -> Iterator[Leaf]:
        if isinstance(value, dict):
            for key, item in value.items():
                yield from walk(item, (*path, key), f"{name}[{key!r}]" if name else str(key))
        elif isinstance(value, tuple | list):
            for index, item in enumerate(value):
                yield from walk(item, (*path, index), f"{name}[{index}]" if name else f"argument {index + 1}")
        elif isinstance(value, np.ndarray | np.generic) and np.issubdtype(value.dtype, np.floating):
            yield Leaf(name, path, np.asarray(value, dtype=np.float64))

    yield from walk(point.arguments, (0,), "")
    yield from walk(dict(point.keywords), (1,), "")


def replaced(point: Point, path: tuple[Any, ...], array: Array) -> Point:
    """Return a point with another array in one place."""

    def exchanged(value: Any, rest: tuple[Any, ...]) -> Any:
        if not rest:
            return array
        key, *further = rest
        if isinstance(value, dict):
            return {**value, key: exchanged(value[key], tuple(further))}
        items = (*value[:key], exchanged(value[key], tuple(further)), *value[key + 1 :])
        return list(items) if isinstance(value, list) else items

    if path[0] == 0:
        return point._replace(arguments=exchanged(point.arguments, path[1:]))
    return point._replace(keywords=exchanged(dict(point.keywords), path[1:]))


def point_of(f: Functions, name: str) -> Point:
    """Return what the learner's function `name` says: a tuple of arguments, or a dict of keyword arguments."""
    value = getattr(f, name)()
    if isinstance(value, dict):
        return Point((), value)
    return Point(tuple(value) if isinstance(value, tuple | list) else (value,), {})


def drawn_point(shapes: Mapping[str, tuple[int, ...]], seed: int) -> Point:
    """Return standard normal arrays of the shapes; a shape without a name is a positional argument."""
    rng = np.random.default_rng(seed)
    drawn = {name: np.asarray(rng.standard_normal(shape)) for name, shape in shapes.items()}
    positional = tuple(array for name, array in drawn.items() if name.isdigit())
    return Point(positional, {name: array for name, array in drawn.items() if not name.isdigit()})
