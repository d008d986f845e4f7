"""Which returned gradient belongs to which parameter: by name, by structure or by shape, never by a guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from nnprep.errors import UnknownNameError, UsageError, plural
from nnprep.gradcheck.parameters import (
    KeyPath,
    Parameter,
    Point,
    children,
    is_parameter,
    parameters_of,
)
from nnprep.grading.feedback.values import described, safe, shape_of
from nnprep.named_tuple import NamedTuple

Reading = Mapping[KeyPath, Any]
"""One way to understand an answer: a gradient for each path that it has one for."""


class Pair(NamedTuple):
    """One parameter and what the gradient function returned for it, None if nothing."""

    parameter: Parameter
    answer: Any
    integers: bool = False
    """Whether it isn't a parameter at all, but integers."""


class Unlike(Exception):
    """An answer whose structure is not that of the arguments."""


def paired(answer: Any, point: Point) -> list[Pair]:
    """Return every parameter with its gradient; raises UsageError if it isn't clear which is which."""
    reader = Reader(point)
    if not reader.known:
        raise UsageError("There is nothing to differentiate: no argument is a floating-point array.")
    if answer is None:
        raise UsageError("The gradient function returns None: is a return missing?")
    readings = [reading for reading in reader.readings(answer) if reader.fits(reading)]
    distinct = {
        tuple((path, id(value)) for path, value in each.items() if value is not None) for each in readings
    }
    if len(distinct) > 1:
        raise reader.ambiguous(readings)
    reading = readings[0] if readings else reader.nearest(answer)
    pairs = [Pair(parameter, reading.get(path)) for path, parameter in reader.known.items()]
    others = [path for path in reading if path not in reader.known]
    return pairs + [
        Pair(Parameter(point.name_of(path), path, np.zeros(())), reading[path], integers=True)
        for path in others
    ]


class Reader:
    """Understands what a gradient function returns, given the arguments that it got."""

    def __init__(self, point: Point) -> None:
        self.point = point
        self.known = {parameter.path: parameter for parameter in parameters_of(point)}
        self.moving = [(key, value) for key, value in point.roots if self.moves((key,))]
        """The arguments with parameters in them."""

    def readings(self, answer: Any) -> Iterator[Reading]:
        """Yield every way to understand an answer; the shapes need not fit."""
        point, parameters = (
            self.point,
            [((parameter.path), parameter.value) for parameter in self.known.values()],
        )
        if isinstance(answer, dict) and set(answer) <= set(point.keywords):
            yield from self.matched([((key,), point.keywords[key]) for key in answer], list(answer.values()))
            return
        moving = [((key,), value) for key, value in self.moving]
        if isinstance(answer, list | tuple):
            for nodes in ([((key,), value) for key, value in point.roots], moving, parameters):
                if len(nodes) == len(answer):
                    yield from self.matched(nodes, answer)
            present = [item for item in answer if item is not None]
            for nodes in (moving, parameters):
                if 0 < len(present) < len(nodes) and len(answer) < len(nodes):
                    yield from islice(self.placed(nodes, present), 3)  # two are already ambiguous
        elif isinstance(answer, np.ndarray) and answer.shape == (len(parameters),) and len(parameters) > 1:
            yield from self.matched(parameters, list(answer))
        for node in (*moving, *parameters):
            if isinstance(node[1], dict) or not isinstance(answer, dict):
                yield from self.matched([node], [answer])

    def matched(self, nodes: Sequence[tuple[KeyPath, Any]], answers: Sequence[Any]) -> Iterator[Reading]:
        """Yield the reading that gives each node one of the answers, if their structures are alike."""
        try:
            pairs = zip(nodes, answers, strict=True)
            yield {p: v for (path, tree), item in pairs for p, v in self.mirrored(tree, item, path)}
        except Unlike:
            return

    def placed(self, nodes: Sequence[tuple[KeyPath, Any]], answers: Sequence[Any]) -> Iterator[Reading]:
        """Yield the readings that give fewer answers, in order, to nodes that have their structure and shape."""
        if not answers:
            yield {}
            return
        for index, node in enumerate(nodes[: len(nodes) - len(answers) + 1]):
            for own in self.matched([node], answers[:1]):
                if self.fits(own):
                    for others in self.placed(nodes[index + 1 :], answers[1:]):
                        yield {**own, **others}

    def mirrored(self, tree: Any, answer: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
        """Yield each parameter of an argument with its part of an answer; raises Unlike."""
        if answer is None or path[0] in self.point.data:
            return
        if path in self.known:
            yield path, answer
        elif isinstance(tree, dict):
            if not isinstance(answer, dict) or not set(answer) <= set(tree):
                raise Unlike
            for key, item in answer.items():
                yield from self.mirrored(tree[key], item, (*path, key))
        elif isinstance(tree, list | tuple) and self.moves(path):
            items = sequence(answer)
            places = children(tree)
            if len(items) != len(places):
                places = [(key, below) for key, below in places if self.moves((*path, key))]
            if len(items) != len(places):
                raise Unlike
            for (key, below), item in zip(places, items, strict=True):
                yield from self.mirrored(below, item, (*path, key))
        elif isinstance(tree, int | np.ndarray | np.integer) and is_parameter(answer):
            yield path, answer

    def moves(self, path: KeyPath) -> bool:
        """Return whether there are parameters at or below a path."""
        return any(known[: len(path)] == path for known in self.known)

    def fits(self, reading: Reading) -> bool:
        """Return whether every gradient has the shape of its parameter."""
        return all(
            value is None or path not in self.known or form(value) == self.known[path].value.shape
            for path, value in reading.items()
        )

    def ambiguous(self, readings: Sequence[Reading]) -> UsageError:
        """Return an error that names the possible parameters, and says how the learner can tell them apart."""
        either = list(
            dict.fromkeys(" and ".join(self.known[p].name for p in r if p in self.known) for r in readings)
        )
        names = [f"{key!r}: …" for key in self.point.keywords if self.moves((key,))][:1]
        say = (
            f"a dict by argument name, {{{names[0]}}}, or one for each" if names else "one for each argument"
        )
        return UsageError(
            f"The gradient could be that of {', or of '.join(either[:3])}: return {say}, with None for arguments "
            "without a gradient, or name those that are data with --data.",
            next_step="nnprep gradcheck --help",
        )

    def nearest(self, answer: Any) -> Reading:
        """Return the reading of an answer whose shapes fit nothing; raises UsageError if there is none."""
        if isinstance(answer, dict):
            named = list(self.readings(answer))
            if named:
                return named[0]
            raise self.unknown(answer)
        several = isinstance(answer, list | tuple) and form(answer) is None
        if not several:
            turned = [
                parameter for parameter in self.known.values() if form(answer) == parameter.value.shape[::-1]
            ]
            chosen = turned if len(turned) == 1 else list(self.known.values())
            if len(chosen) == 1 or form(answer) is None:
                return {chosen[0].path: answer}
            shapes = ", ".join(
                f"{parameter.name} {shape_of(parameter.value)}" for parameter in self.known.values()
            )
            raise UsageError(
                f"The gradient is {described(answer)}, but no argument has this shape: {shapes}."
            )
        if len(answer) in (len(self.point.roots), len(self.moving), len(self.known)):
            for reading in self.readings(answer):
                return reading
        count, names = len(self.known), ", ".join(parameter.name for parameter in self.known.values())
        if len(answer) > count:
            what = f"only {count} argument{'s are floating arrays' if count > 1 else ' is a floating array'}"
        else:
            what = "their shapes don't say which arguments they belong to"
        raise UsageError(
            f"The gradient function returns {plural(len(answer), 'array')}, but {what}: {names}."
        )

    def unknown(self, answer: Mapping[Any, Any]) -> UsageError:
        """Return an error about a dict with a key that is not an argument."""
        inner = [value for _, value in self.moving if isinstance(value, dict)]
        names = [str(key) for key, _ in self.moving if key in self.point.keywords]
        names = names or [str(key) for value in inner[:1] for key in value]
        for key in answer:
            if names and str(key) not in names:
                return UnknownNameError("argument", safe(str(key), 60), names)
        if names:
            return UsageError(
                "The gradient is a dict whose values don't have the structure of the arguments."
            )
        return UsageError(
            "The gradient is a dict, but the arguments are passed by position: return a tuple in their order, or pass "
            "them by name, with --shape NAME=3x4 or a dict from point()."
        )


def sequence(answer: Any) -> list[Any]:
    """Return the items of a list, a tuple or an array; raises Unlike."""
    if isinstance(answer, list | tuple) or (isinstance(answer, np.ndarray) and answer.ndim):
        return list(answer)
    raise Unlike


def form(answer: Any) -> tuple[int, ...] | None:
    """Return the shape of an array, a number or a list of plain numbers; None for anything else."""
    if isinstance(answer, list) and answer and not numbers(answer):
        return None
    if isinstance(answer, list | int | float | np.ndarray | np.generic):
        return np.shape(answer)
    return None


def numbers(items: list[Any]) -> bool:
    """Return whether a list contains only plain numbers, or equally long lists of them."""
    if all(isinstance(item, list) for item in items):
        return len({len(item) for item in items}) == 1 and all(numbers(item) for item in items)
    return all(isinstance(item, int | float | np.number) for item in items)
