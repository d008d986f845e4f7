"""Reads frames, which may come from code that is not trusted."""

from __future__ import annotations

import json
from math import prod
from typing import Any

import numpy as np

from nnprep.grading.frames import (
    DEEPEST,
    DTYPES,
    LARGEST_FRAME,
    LARGEST_SKELETON,
    LENGTH,
    MOST_KEYS,
    MOST_NODES,
    Buffer,
    Drawn,
    Incoming,
    Node,
    Unreadable,
    crowded,
)

READER = json.JSONDecoder()
NOT_FINITE = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}


def decode(frame: Buffer, incoming: Incoming | None = None, *, layout: bool = False) -> Any:
    """Return the value that `encode` was given; every array is a fresh, writable copy.

    Raises Unreadable, and nothing else, whatever the bytes are. Without `layout`, arrays are contiguous: nobody
    who is not trusted makes the receiver allocate more than was sent.
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
        value = decoder.value(READER.decode(skeleton.decode("ascii")), 0)
    except Unreadable:
        raise
    except (ValueError, TypeError, LookupError, RecursionError, OverflowError, MemoryError) as error:
        message = f"not a frame: {type(error).__name__}"
        raise Unreadable(message) from error
    if decoder.position != len(frame):
        message = "bytes that belong to nothing"
        raise Unreadable(message)
    return value


class Decoder:
    """Reads the buffers of one frame while its skeleton is walked."""

    __slots__ = ("frame", "incoming", "layout", "nodes", "position")

    def __init__(self, frame: Buffer, start: int, incoming: Incoming | None, *, layout: bool) -> None:
        self.frame = frame
        self.position = start
        self.incoming = incoming
        self.layout = layout
        self.nodes = 0

    def value(self, node: Node, depth: int) -> Any:
        """Return the value of a skeleton."""
        self.nodes += 1
        if self.nodes > MOST_NODES or depth > DEEPEST:
            message = "too many values, or too deeply nested"
            raise Unreadable(message)
        if type(node) is not list:
            if type(node) is dict:
                message = "a JSON object"
                raise Unreadable(message)
            return node if type(node) is not str or node.isascii() else whole_characters(node)
        tag, *rest = node
        if tag == "a" or tag == "n":
            return self.array(tag, rest)
        if tag == "l":
            return [self.value(item, depth + 1) for item in rest]
        if tag == "t":
            return tuple([self.value(item, depth + 1) for item in rest])
        if tag == "d":
            if len(rest) > 2 * MOST_KEYS or len(rest) % 2:
                message = "a dict of a wrong size"
                raise Unreadable(message)
            values = [self.value(item, depth + 1) for item in rest]
            return dict(zip(values[::2], values[1::2], strict=True))
        if tag == "f":
            return NOT_FINITE[rest[0]]
        if tag == "i":
            return Drawn(self.value(item, depth + 1) for item in rest)
        if tag == "z":
            real, imaginary = [self.value(part, depth + 1) for part in rest]
            if type(real) is not float or type(imaginary) is not float:
                message = "a complex number of a wrong kind"
                raise Unreadable(message)
            return complex(real, imaginary)
        if self.incoming is None or type(tag) is not str:
            message = "a value of an unknown kind"
            raise Unreadable(message)
        return self.incoming(tag, rest)

    def array(self, tag: str, rest: list[Any]) -> Any:
        dtype = DTYPES[rest[0]] if type(rest[0]) is str and rest[0] in DTYPES else None
        shape = [] if tag == "n" else rest[1]
        if (
            dtype is None
            or type(shape) is not list
            or not all(type(n) is int and 0 <= n < 1 << 40 for n in shape)
        ):
            message = "an array of a wrong dtype or shape"
            raise Unreadable(message)
        count = prod(shape)
        end = self.position + count * dtype.itemsize
        if end > len(self.frame):
            message = "an array without its buffer"
            raise Unreadable(message)
        flat = np.frombuffer(self.frame, dtype, count, self.position) if count else np.empty(0, dtype)
        self.position = end
        if dtype.kind == "b":  # a byte other than 0 and 1 would be a bool that is neither
            flat = flat.view(np.uint8) != 0
        if tag == "n":
            return flat[0]
        if len(rest) < 4 or not self.layout:
            return flat.reshape(shape).copy()
        axes, gaps = rest[2], rest[3]
        back = sorted(range(len(axes)), key=axes.__getitem__)
        moved = flat.reshape([shape[axis] for axis in axes])
        if not gaps:
            return moved.copy().transpose(back)
        wide = np.zeros((*moved.shape[:-1], 2 * moved.shape[-1]), dtype)
        wide[..., ::2] = moved
        return wide[..., ::2].transpose(back)


def whole_characters(text: str) -> str:
    """Replace halves of surrogate pairs, which JSON can spell and no terminal can be given."""
    return text.encode("utf-8", errors="replace").decode()
