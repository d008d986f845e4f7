"""Reads frames, which may come from untrusted code."""

from __future__ import annotations

import json
from itertools import chain, islice
from operator import is_
from typing import Any

import numpy as np

from nnprep.sandbox.wire.format import (
    DEEPEST,
    DTYPES,
    LARGEST_FRAME,
    LARGEST_SKELETON,
    LENGTH,
    MOST_EMPTY,
    MOST_ENTRIES,
    MOST_KEYS,
    MOST_NODES,
    Buffer,
    Incoming,
    IteratorItems,
    Node,
    Unreadable,
    crowded,
)

SCAN: Any = vars(json.JSONDecoder())["scan_once"]
"""Reads JSON from the middle of a text: a third of what `decode` takes, which also skips white space."""
MOST_AXES = 64
"""What NumPy itself allows."""
NUMBERS = frozenset({int, float, bool, type(None)})
"""Types of nodes that are values themselves."""
BOOL = DTYPES["b1"]
NOT_FINITE = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}


def decode(
    frame: Buffer, incoming: Incoming | None = None, *, layout: bool = False, watch: Watch | None = None
) -> Any:
    """Return the value that `encode` was given; every array is a fresh copy, and writable unless it was locked.

    Raises Unreadable, and nothing else, whatever the bytes are. Without `layout`, arrays are contiguous and have at
    most MOST_ENTRIES entries together, so that an untrusted sender can't make the receiver allocate more than was sent.
    A `watch` remembers what the value is made of.
    """
    if not LENGTH.size <= len(frame) <= LARGEST_FRAME + LENGTH.size:
        message = "a frame of a wrong size"
        raise Unreadable(message)
    (length,) = LENGTH.unpack_from(frame)
    start = LENGTH.size + length
    if length > LARGEST_SKELETON or start > len(frame):
        message = "a skeleton of a wrong size"
        raise Unreadable(message)
    skeleton = bytes(frame[LENGTH.size : start])
    if crowded(skeleton):
        message = "too many values"
        raise Unreadable(message)
    decoder = Decoder(frame, start, incoming, layout=layout, watch=watch)
    try:
        node, end = SCAN(skeleton.decode("ascii"), 0)
        value = decoder.value(node, 0)
    except Unreadable:
        raise
    except (
        StopIteration,
        ValueError,
        TypeError,
        LookupError,
        RecursionError,
        OverflowError,
        MemoryError,
    ) as error:
        message = f"not a frame: {type(error).__name__}"
        raise Unreadable(message) from error
    if decoder.position != len(frame) or end != length:
        message = "bytes that belong to nothing"
        raise Unreadable(message)
    return value


class Watch:
    """The arrays, lists and dicts of a decoded value: says later that nobody has touched them."""

    __slots__ = ("arrays", "dicts", "lists")

    def __init__(self) -> None:
        self.arrays: list[tuple[Any, Any, Any, Any, bool, list[int] | None, int, int]] = []
        """Each with dtype, shape, strides, whether it's writable, the order of its axes, and its place in the frame."""
        self.lists: list[tuple[list[Any], list[Any]]] = []
        self.dicts: list[tuple[dict[Any, Any], list[Any]]] = []
        """Each with what it held."""

    def untouched(self, frame: Buffer) -> bool:
        """Return whether all of them certainly hold what the frame says; if not, they may still be equal."""
        for held, items in self.lists:
            if len(held) != len(items) or not all(map(is_, held, items)):
                return False
        for mapping, items in self.dicts:
            if 2 * len(mapping) != len(items):
                return False
            if not all(map(is_, chain(mapping, mapping.values()), items)):
                return False
        for array, dtype, shape, strides, writable, axes, start, end in self.arrays:
            if array.dtype is not dtype or array.shape != shape or array.strides != strides:
                return False
            if array.flags.writeable is not writable:
                return False
            if (array if axes is None else array.transpose(axes)).tobytes() != frame[start:end]:
                return False
        return True


class Decoder:
    """Reads the buffers of one frame while walking its skeleton."""

    __slots__ = ("entries", "frame", "incoming", "layout", "nodes", "position", "watch")

    def __init__(
        self, frame: Buffer, start: int, incoming: Incoming | None, *, layout: bool, watch: Watch | None
    ) -> None:
        self.frame = frame
        self.position = start
        self.incoming = incoming
        self.layout = layout
        self.watch = watch
        self.nodes = 1
        self.entries = 0

    def value(self, node: Node, depth: int) -> Any:
        """Return the value of a skeleton."""
        if type(node) is not list:
            if type(node) is dict:
                message = "a JSON object"
                raise Unreadable(message)
            return node if type(node) is not str or node.isascii() else whole_characters(node)
        tag = node[0]
        if tag == "a" or tag == "n":
            return self.array(node)
        if tag == "l":
            items = self.values(node, depth + 1)
            if self.watch is not None:
                self.watch.lists.append((items, items.copy()))
            return items
        if tag == "t":
            return tuple(self.values(node, depth + 1))
        if tag == "d":
            return self.mapping(node, depth)
        return self.rare(tag, node, depth)

    def rare(self, tag: Any, node: list[Any], depth: int) -> Any:
        """Return the value of a skeleton of a rarer kind."""
        if tag == "f":
            return NOT_FINITE[node[1]]
        if tag == "i":
            return IteratorItems(self.values(node, depth + 1))
        if tag == "z":
            real, imaginary = self.values(node, depth + 1)
            if type(real) is not float or type(imaginary) is not float:
                message = "a complex number of a wrong kind"
                raise Unreadable(message)
            return complex(real, imaginary)
        if self.incoming is None or type(tag) is not str:
            message = "a value of an unknown kind"
            raise Unreadable(message)
        return self.incoming(tag, node[1:])

    def mapping(self, node: list[Any], depth: int) -> dict[Any, Any]:
        if len(node) > 2 * MOST_KEYS + 1 or len(node) % 2 == 0:
            message = "a dict of a wrong size"
            raise Unreadable(message)
        values = self.values(node, depth + 1)
        mapping = dict(zip(values[::2], values[1::2], strict=True)) if values else {}
        if self.watch is not None:
            self.watch.dicts.append((mapping, [*mapping, *mapping.values()]))
        return mapping

    def values(self, node: list[Any], depth: int) -> list[Any]:
        """Return the values of the skeletons behind a tag, which stand so deep."""
        self.nodes += len(node) - 1
        if self.nodes > MOST_NODES or (len(node) > 1 and depth > DEEPEST):
            message = "too many values, or too deeply nested"
            raise Unreadable(message)
        return [item if type(item) in NUMBERS else self.value(item, depth) for item in islice(node, 1, None)]

    def array(self, node: list[Any]) -> Any:
        """Return the next array, or its single item."""
        single = node[0] == "n"
        shape = [] if single else node[2]
        dtype = DTYPES[node[1]]
        entries = entries_of(shape)
        self.entries += entries
        if self.entries > MOST_ENTRIES and not self.layout:
            message = "arrays with too many entries"
            raise Unreadable(message)
        start = self.position
        self.position = end = start + entries * dtype.itemsize
        if end > len(self.frame):
            message = "an array without its buffer"
            raise Unreadable(message)
        axes = node[3] if len(node) > 3 and self.layout else None
        order = shape if axes is None else [shape[axis] for axis in axes]
        array = np.ndarray(order, dtype, self.frame, start) if entries else np.empty(order, dtype)
        if dtype is BOOL:  # a byte other than 0 and 1 would be neither True nor False
            array = np.asarray(array.view(np.uint8) != 0)
        if single:
            return array[()]
        array = array.copy() if axes is None else arranged(array, axes, gaps=node[4], locked=node[5])
        if self.watch is not None:
            writable = array.flags.writeable
            self.watch.arrays.append(
                (array, array.dtype, array.shape, array.strides, writable, axes, start, end)
            )
        return array


def entries_of(shape: Node) -> int:
    """Return how many entries an array of this shape has. Raises Unreadable for what isn't one, or too large."""
    if type(shape) is list and len(shape) <= MOST_AXES:
        entries = room = 1
        for length in shape:
            if type(length) is not int or length < 0:
                break
            entries *= length
            room *= length or 1
            if room > LARGEST_FRAME:  # here, because 64 long axes would make a huge product
                break
        else:
            if entries or room <= MOST_EMPTY:
                return entries
    message = "an array of a wrong shape"
    raise Unreadable(message)


def arranged(
    array: np.ndarray[Any, Any], axes: list[int], *, gaps: bool, locked: bool
) -> np.ndarray[Any, Any]:
    """Return a copy in the original layout: `axes` in the order of their strides, with or without gaps.

    If it's `locked`, it may not be written to.
    """
    back = sorted(range(len(axes)), key=axes.__getitem__)
    if not gaps:
        copy = array.copy()
        copy.flags.writeable = not locked
        return copy if axes == sorted(axes) else copy.transpose(back)
    wide = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    wide[..., ::2] = array
    return wide[..., ::2].transpose(back)


def whole_characters(text: str) -> str:
    """Replace lone surrogates, which JSON can express but no terminal can show."""
    return text.encode("utf-8", errors="replace").decode()
