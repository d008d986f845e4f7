"""The arguments of a learner's loss: which of them are parameters, what they are called, and how one is replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnprep.errors import UnknownNameError, UsageError
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.handles import Function
from nnprep.sandbox.wire.format import LARGEST_FRAME, LARGEST_SKELETON

Array = np.ndarray[Any, np.dtype[np.float64]]
KeyPath = tuple[Any, ...]
"""Keys and indices that lead to a value. The first is the number of a positional argument or a keyword."""

MOST_BYTES = LARGEST_FRAME - LARGEST_SKELETON
"""Of all arguments together: they cross to the learner's code in one frame."""


class Point(NamedTuple):
    """Where the gradient is checked."""

    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]
    data: frozenset[int | str] = frozenset()
    """Arguments that are not differentiated though they are floating: positions from 0, and keywords."""

    @property
    def roots(self) -> list[tuple[int | str, Any]]:
        """The arguments in order, each with its position or its name."""
        return [*enumerate(self.arguments), *self.keywords.items()]


class Parameter(NamedTuple):
    """One parameter: an array, a number or a list of numbers, all of them floating."""

    name: str
    path: KeyPath
    value: Array


def parameters_of(point: Point) -> list[Parameter]:
    """Return every parameter among the arguments, in order."""

    def walk(value: Any, path: KeyPath, name: str) -> Iterator[Parameter]:
        if is_parameter(value):
            yield Parameter(name, path, np.asarray(value, dtype=np.float64))
        else:
            for key, item in children(value):
                yield from walk(item, (*path, key), f"{name}[{key!r}]")

    return [
        leaf
        for key, value in point.roots
        if key not in point.data
        for leaf in walk(value, (key,), root_name(key))
    ]


def children(value: Any) -> list[tuple[Any, Any]]:
    """Return what a dict, list or tuple holds, with its keys or indices."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list | tuple) else []


def root_name(key: int | str) -> str:
    """Return what an argument is called on the screen."""
    return f"argument {key + 1}" if isinstance(key, int) else key


def is_parameter(value: Any) -> bool:
    """Return whether a value is one floating number or array, or a list of plain numbers some of which are."""
    if isinstance(value, np.ndarray | np.generic):
        return bool(np.issubdtype(value.dtype, np.floating))
    if isinstance(value, list | tuple):
        return all_numbers(value) and np.asarray(value).dtype.kind == "f"
    return isinstance(value, float)


def all_numbers(items: Sequence[Any]) -> bool:
    """Return whether a list holds plain numbers only, or equally long lists of them."""
    if not items:
        return False
    if all(isinstance(item, list | tuple) for item in items):
        return len({len(item) for item in items}) == 1 and all(all_numbers(item) for item in items)
    return all(type(item) in (int, float) or isinstance(item, np.floating) for item in items)


def as_floats(point: Point) -> Point:
    """Return a point whose floating numbers are float64, so that a small step is not rounded away.

    Raises UsageError where they are then too large to cross.
    """
    total = 0

    def converted(value: Any) -> Any:
        nonlocal total
        if isinstance(value, np.ndarray | np.generic):
            floating = np.issubdtype(value.dtype, np.floating)
            total += value.size * 8 if floating else value.nbytes
            if not floating or total > MOST_BYTES:
                return value
            return value.astype(np.float64)
        if isinstance(value, dict):
            return {key: converted(item) for key, item in value.items()}
        if isinstance(value, list | tuple) and not is_parameter(value):
            items = [converted(item) for item in value]
            return items if isinstance(value, list) else tuple(items)
        return np.float64(value) if isinstance(value, float) else value

    floats = point._replace(
        arguments=tuple(converted(value) for value in point.arguments),
        keywords={key: converted(value) for key, value in point.keywords.items()},
    )
    refuse_size(total)
    return floats


def refuse_size(total: int) -> None:
    """Raise UsageError where arguments of so many bytes, in float64, are more than can cross."""
    if total > MOST_BYTES:
        raise UsageError(
            f"The arguments are {total / 2**20:,.0f} MiB of float64, and {MOST_BYTES >> 20} MiB reach your code: "
            "a gradient is as right or wrong on smaller arrays.",
            next_step="nnprep gradcheck --help",
        )


def replaced(point: Point, path: KeyPath, array: Array) -> Point:
    """Return a point with other numbers in one parameter, in the form that it had."""

    def exchanged(value: Any, rest: KeyPath) -> Any:
        if not rest:
            return like(value, array)
        key, further = rest[0], rest[1:]
        if isinstance(value, dict):
            return {**value, key: exchanged(value[key], further)}
        items = [*value[:key], exchanged(value[key], further), *value[key + 1 :]]
        return items if isinstance(value, list) else tuple(items)

    if isinstance(path[0], int):
        return point._replace(arguments=exchanged(point.arguments, path))
    return point._replace(keywords=exchanged(dict(point.keywords), path))


def like(value: Any, array: Array) -> Any:
    """Return numbers in the form of `value`: an array, one number, or a list of them."""
    if isinstance(value, list | tuple):
        items = [like(item, part) for item, part in zip(value, array, strict=True)]
        return items if isinstance(value, list) else tuple(items)
    return array if isinstance(value, np.ndarray) else np.float64(array)


def point_of(f: Functions, name: str) -> Point:
    """Return what the learner's function `name` says: a tuple of arguments, or a dict of keyword arguments.

    A list of arrays is taken for a tuple; a list of dicts or lists is one argument, such as the layers of a net.
    """
    value = Function(f, name)()  # a function `read` of the learner's is not that of `f` itself
    if value is None:
        raise UsageError(
            f"{name}() returns nothing; it should return the arguments, a tuple or a dict by name."
        )
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise UsageError(
                    f"{name}() returns a dict whose key {key!r:.40} is not the name of an argument."
                )
        return Point((), value)
    nested = isinstance(value, list) and any(isinstance(item, dict | list | tuple) for item in value)
    return Point(tuple(value) if isinstance(value, tuple | list) and not nested else (value,), {})


def drawn_point(shapes: Mapping[str, tuple[int, ...]], seed: int) -> Point:
    """Return standard normal arrays of the shapes; a shape whose name is a number is a positional argument."""
    rng = np.random.default_rng(seed)
    drawn = {name: np.asarray(rng.standard_normal(shape)) for name, shape in shapes.items()}
    positional = tuple(array for name, array in drawn.items() if name.isdigit())
    return Point(positional, {name: array for name, array in drawn.items() if not name.isdigit()})


def with_data(point: Point, names: Sequence[str]) -> Point:
    """Return a point some of whose arguments are data, by name or by number from 1; raises UnknownNameError."""
    valid = {str(key + 1) if isinstance(key, int) else key: key for key, _ in point.roots}
    for name in names:
        if name not in valid:
            raise UnknownNameError("argument", name, valid, next_step="nnprep gradcheck --help")
    return point._replace(data=frozenset(valid[name] for name in names))
