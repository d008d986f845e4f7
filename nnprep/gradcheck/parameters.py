"""The arguments of a learner's loss: which of them are parameters, what they are called, and how one is replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from nnprep.errors import UnknownNameError, UsageError
from nnprep.named_tuple import NamedTuple
from nnprep.sandbox.functions import Functions
from nnprep.sandbox.handles import Function
from nnprep.sandbox.wire.format import LARGEST_FRAME, LARGEST_SKELETON

Array = np.ndarray[Any, np.dtype[np.float64]]
KeyPath = tuple[Any, ...]
"""Keys and indices that lead to a value. The first is the number of a positional argument or a keyword."""

MOST_BYTES = LARGEST_FRAME - LARGEST_SKELETON
"""Of all arguments together: they are sent to the learner's code in one frame."""


class Point(NamedTuple):
    """Where the gradient is checked."""

    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]
    data: frozenset[int | str] = frozenset()
    """Arguments that are not differentiated although they are floating: positions from 0, and keywords."""
    names: tuple[str, ...] = ()
    """What the loss calls its positional arguments; empty if that isn't known."""

    @property
    def roots(self) -> list[tuple[int | str, Any]]:
        """The arguments in order, each with its position or its name."""
        return [*enumerate(self.arguments), *self.keywords.items()]

    def name_of(self, path: KeyPath) -> str:
        """Return what an argument, or an item inside it, is called in reports: `params['W1']`."""
        name = str(path[0])
        if isinstance(path[0], int):
            name = self.names[path[0]] if path[0] < len(self.names) else f"argument {path[0] + 1}"
        return name + "".join(f"[{key!r}]" for key in path[1:])


class Parameter(NamedTuple):
    """One parameter: an array, a number or a list of numbers, all of them floating."""

    name: str
    path: KeyPath
    value: Array


def parameters_of(point: Point) -> list[Parameter]:
    """Return every parameter among the arguments, in order."""

    def walk(value: Any, path: KeyPath) -> Iterator[Parameter]:
        if is_parameter(value):
            yield Parameter(point.name_of(path), path, np.asarray(value, dtype=np.float64))
        else:
            for key, item in children(value):
                yield from walk(item, (*path, key))

    return [
        parameter for key, value in point.roots if key not in point.data for parameter in walk(value, (key,))
    ]


def children(value: Any) -> list[tuple[Any, Any]]:
    """Return what a dict, list or tuple holds, with its keys or indices."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list | tuple) else []


def is_parameter(value: Any) -> bool:
    """Return whether a value is one floating number or array, or a list of plain numbers some of which are."""
    if isinstance(value, np.ndarray | np.generic):
        return bool(np.issubdtype(value.dtype, np.floating))
    if isinstance(value, list | tuple):
        return all_numbers(value) and np.asarray(value).dtype.kind == "f"
    return isinstance(value, float)


def all_numbers(items: Sequence[Any]) -> bool:
    """Return whether a list contains only plain numbers, or equally long lists of them."""
    if not items:
        return False
    if all(isinstance(item, list | tuple) for item in items):
        return len({len(item) for item in items}) == 1 and all(all_numbers(item) for item in items)
    return all(type(item) in (int, float) or isinstance(item, np.floating) for item in items)


def as_floats(point: Point) -> Point:
    """Return a point whose floating-point numbers are float64, so that a small step is not rounded away.

    Raises UsageError if they are then too large to send.
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
    """Raise UsageError if arguments of so many bytes, in float64, are too large to send."""
    if total > MOST_BYTES:
        raise UsageError(
            f"The arguments are {total / 2**20:,.0f} MiB of float64, and {MOST_BYTES >> 20} MiB is the limit. Use "
            "smaller arrays: the same code is right or wrong on them too.",
            next_step="nnprep gradcheck --help",
        )


def replaced(point: Point, path: KeyPath, array: Array) -> Point:
    """Return a point with other numbers in one parameter, in the form that it had: array, number or list."""

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
    """Return the point that the learner's function `name` returns: a tuple of arguments, or a dict by name.

    A list of arrays is read as a tuple; a list of dicts or lists is one argument, such as the layers of a network.
    """
    value = Function(
        f, name
    )()  # not getattr: the learner's function may be called `read`, as a method of `f` is
    if value is None:
        raise UsageError(
            f"{name}() returns None; it should return the arguments: a tuple, or a dict by name."
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
    """Return standard normal arrays of these shapes; a shape named by a number is a positional argument."""
    rng = np.random.default_rng(seed)
    drawn = {name: np.asarray(rng.standard_normal(shape)) for name, shape in shapes.items()}
    positional = tuple(array for name, array in drawn.items() if name.isdigit())
    return Point(positional, {name: array for name, array in drawn.items() if not name.isdigit()})


def with_names(point: Point, f: Functions, loss: str) -> Point:
    """Return a point whose positional arguments are called what the loss calls its parameters."""
    names = f.ask(["signature", loss])
    if not isinstance(names, list) or not all(
        isinstance(name, str) and name.isidentifier() for name in names
    ):
        return point
    return point._replace(names=tuple(name[:60] for name in names[: len(point.arguments)]))


def with_data(point: Point, names: Sequence[str]) -> Point:
    """Return a point in which some arguments are data, by name or by number from 1; raises UnknownNameError."""
    valid: dict[str, int | str] = {
        point.name_of((key,)): key for key, _ in point.roots if point.names or isinstance(key, str)
    }
    valid |= {str(key + 1): key for key, _ in point.roots if isinstance(key, int)}
    for name in names:
        if name not in valid:
            raise UnknownNameError("argument", name, valid, next_step="nnprep gradcheck --help")
    return point._replace(data=frozenset(valid[name] for name in names))
