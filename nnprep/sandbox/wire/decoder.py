"""Reads frames, which may come from untrusted code."""

from __future__ import annotations

import json
from math import prod
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
    room,
)

SCAN: Any = vars(json.JSONDecoder())["scan_once"]
"""Reads JSON from the middle of a text: a third of what `decode` takes, which also skips white space."""
MOST_AXES = 64
"""What NumPy itself allows."""
NUMBERS = frozenset({int, float, bool, type(None)})
"""Types of nodes that are values themselves."""
NOT_FINITE = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}


def decode(frame: Buffer, incoming: Incoming | None = None, *, layout: bool = False) -> Any:
    """Return the value that `encode` was given; every array is a fresh copy, and writable unless it was locked.

    Raises Unreadable, and nothing else, whatever the bytes are. Without `layout`, arrays are contiguous and have at
    most MOST_ENTRIES entries together, so that an untrusted sender can't make the receiver allocate more than was sent.
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
    decoder = Decoder(frame, start, incoming, layout=layout)
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


class Decoder:
    """Reads the buffers of one frame while walking its skeleton."""

    __slots__ = ("entries", "frame", "incoming", "layout", "nodes", "position")

    def __init__(self, frame: Buffer, start: int, incoming: Incoming | None, *, layout: bool) -> None:
        self.frame = frame
        self.position = start
        self.incoming = incoming
        self.layout = layout
        self.nodes = 1
        self.entries = 0

    def value(self, node: Node, depth: int) -> Any:
        """Return the value of a skeleton."""
        if type(node) is not list:
            if type(node) is dict:
                message = "a JSON object"
                raise Unreadable(message)
            return node if type(node) is not str or node.isascii() else whole_characters(node)
        tag, *rest = node
        if tag == "a" or tag == "n":
            return self.array(tag, rest)
        if tag == "l":
            return self.values(rest, depth + 1)
        if tag == "t":
            return tuple(self.values(rest, depth + 1))
        if tag == "d":
            if len(rest) > 2 * MOST_KEYS or len(rest) % 2:
                message = "a dict of a wrong size"
                raise Unreadable(message)
            values = self.values(rest, depth + 1)
            return dict(zip(values[::2], values[1::2], strict=True))
        if tag == "f":
            return NOT_FINITE[rest[0]]
        if tag == "i":
            return IteratorItems(self.values(rest, depth + 1))
        if tag == "z":
            real, imaginary = self.values(rest, depth + 1)
            if type(real) is not float or type(imaginary) is not float:
                message = "a complex number of a wrong kind"
                raise Unreadable(message)
            return complex(real, imaginary)
        if self.incoming is None or type(tag) is not str:
            message = "a value of an unknown kind"
            raise Unreadable(message)
        return self.incoming(tag, rest)

    def values(self, nodes: list[Node], depth: int) -> list[Any]:
        """Return the values of skeletons that stand so deep."""
        self.nodes += len(nodes)
        if self.nodes > MOST_NODES or (nodes and depth > DEEPEST):
            message = "too many values, or too deeply nested"
            raise Unreadable(message)
        return [node if type(node) in NUMBERS else self.value(node, depth) for node in nodes]

    def array(self, tag: str, rest: list[Any]) -> Any:
        """Return the next array, or its single item."""
        shape = [] if tag == "n" else rest[1]
        dtype = DTYPES[rest[0]]
        if type(shape) is not list or len(shape) > MOST_AXES:
            message = "an array of a wrong shape"
            raise Unreadable(message)
        for length in shape:
            if type(length) is not int or length < 0:
                message = "an array of a wrong shape"
                raise Unreadable(message)
        if room(shape) > (MOST_EMPTY if 0 in shape else LARGEST_FRAME):
            message = "an array of a wrong shape"
            raise Unreadable(message)
        entries = prod(shape)
        size = entries * dtype.itemsize
        self.entries += entries
        if self.entries > MOST_ENTRIES and not self.layout:
            message = "arrays with too many entries"
            raise Unreadable(message)
        start, self.position = self.position, self.position + size
        if self.position > len(self.frame):
            message = "an array without its buffer"
            raise Unreadable(message)
        permuted = len(rest) > 2 and self.layout
        order = [shape[axis] for axis in rest[2]] if permuted else shape
        array = np.ndarray(order, dtype, self.frame, start) if size else np.empty(order, dtype)
        if dtype.kind == "b":  # a byte other than 0 and 1 would be neither True nor False
            array = np.asarray(array.view(np.uint8) != 0)
        if tag == "n":
            return array[()]
        return arranged(array, rest[2], gaps=rest[3], locked=rest[4]) if permuted else array.copy()


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
