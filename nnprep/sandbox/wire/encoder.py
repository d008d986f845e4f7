"""Writes values as frames."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from math import isfinite
from typing import Any

import numpy as np

from nnprep.sandbox.wire.format import (
    CODE_OF,
    DEEPEST,
    DTYPES,
    LARGEST_FRAME,
    LARGEST_SKELETON,
    LENGTH,
    MOST_DRAWS,
    MOST_EMPTY,
    MOST_ENTRIES,
    MOST_KEYS,
    MOST_NODES,
    WIDEST_INTEGER,
    Node,
    Outgoing,
    Refusal,
    crowded,
    room,
)

WRITER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, check_circular=False, separators=(",", ":"))
MAKE: Any = vars(json.encoder).get("c_make_encoder")
PIECES: Any = MAKE and MAKE(
    None, WRITER.default, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, False
)
"""What WRITER makes anew each time; None where Python has no such thing."""
VIEWS: tuple[type, ...] = (range, type({}.keys()), type({}.values()), type({}.items()))
"""Types that cross as lists, because whoever returns one means a list."""
BUILT_IN = frozenset({complex, *VIEWS})
"""Types without a base class that cross as values."""


def encode(value: Any, outgoing: Outgoing | None = None, *, layout: bool = False) -> bytes:
    """Return a value as bytes.

    With `layout`, Fortran order, transposition, gaps between the items of an array and locks (an array of its own that
    isn't writable) cross too, and so do more than MOST_ENTRIES entries. Raises Refusal for a value that may not cross,
    and whatever an iterator raises.
    """
    encoder = Encoder(outgoing, layout=layout)
    skeleton = written(encoder.node(value, 0)).encode("ascii")
    if crowded(skeleton):
        raise too_many()
    if len(skeleton) > LARGEST_SKELETON or len(skeleton) + encoder.size > LARGEST_FRAME:
        message = f"a value of more than {LARGEST_FRAME >> 20} MiB"
        raise Refusal(message)
    return b"".join((LENGTH.pack(len(skeleton)), skeleton, *encoder.buffers))


def written(node: Node) -> str:
    """Return a skeleton as JSON: as WRITER does, but without making an encoder for each."""
    return "".join(PIECES(node, 0)) if PIECES else WRITER.encode(node)


class Encoder:
    """Collects the buffers of one frame while building its skeleton."""

    __slots__ = ("buffers", "entries", "layout", "nodes", "outgoing", "size")

    def __init__(self, outgoing: Outgoing | None, *, layout: bool) -> None:
        self.outgoing = outgoing
        self.layout = layout
        self.buffers: list[bytes] = []
        self.size = 0
        self.nodes = 0
        self.entries = 0

    def node(self, value: Any, depth: int) -> Node:
        """Return the skeleton of a value."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise too_many()
        if depth > DEEPEST:
            message = f"values nested more than {DEEPEST} deep"
            raise Refusal(message)
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is np.ndarray:
            return self.array("a", value)
        if kind is float:
            return value if isfinite(value) else ["f", repr(value)]
        if kind is int:
            return self.integer(value)
        if kind is list or kind is tuple:
            if len(value) > MOST_NODES:
                raise too_many()
            return ["l" if kind is list else "t", *[self.node(item, depth + 1) for item in value]]
        if kind is str:
            return self.text(value)
        if kind is dict:
            return self.mapping(value, depth)
        if len(kind.__mro__) == 2 and kind not in BUILT_IN and "__next__" not in vars(kind):
            return self.object(value)  # a class of its own is none of the types below
        return self.rare(value, depth)

    def rare(self, value: Any, depth: int) -> Node:
        """Return the skeleton of a value of a rarer type."""
        if isinstance(value, np.ndarray):
            return self.array("a", np.asarray(value))
        if isinstance(value, np.generic):
            return self.array("n", np.asarray(value))
        if isinstance(value, dict):
            return self.mapping(value, depth)
        if isinstance(value, int):
            return self.integer(int.__index__(value))
        if isinstance(value, float):
            return self.node(float.__pos__(value), depth)
        if isinstance(value, str):
            return self.text(str.__str__(value))
        if isinstance(value, complex):
            return ["z", self.node(value.real, depth), self.node(value.imag, depth)]
        if isinstance(value, list | tuple):
            items = list.__iter__(value) if isinstance(value, list) else tuple.__iter__(value)
            tag = "l" if isinstance(value, list) else "t"
            return [tag, *[self.node(item, depth + 1) for item in items]]
        if isinstance(value, Iterator):
            return self.iterator(value, depth)
        if isinstance(value, VIEWS):
            members: Iterable[Any] = islice(iter(value), MOST_NODES + 1)  # type: ignore[call-overload]
            return ["l", *[self.node(item, depth + 1) for item in members]]
        return self.object(value)

    def object(self, value: Any) -> Node:
        """Return the tag of an object that stays on this side. Raises Refusal if it may not be known on the other."""
        tagged = self.outgoing(value) if self.outgoing else None
        if tagged is None:
            message = f"an object of type {type(value).__name__}"
            raise Refusal(message)
        return tagged

    def text(self, value: str) -> str:
        if len(value) > LARGEST_SKELETON:
            message = f"a text of more than {LARGEST_SKELETON >> 20} MiB"
            raise Refusal(message)
        return value

    def integer(self, value: int) -> int:
        if value.bit_length() > WIDEST_INTEGER:
            message = f"an integer of more than {WIDEST_INTEGER} bits"
            raise Refusal(message)
        return value

    def mapping(self, value: dict[Any, Any], depth: int) -> Node:
        if len(value) > MOST_KEYS:
            message = f"a dict of more than {MOST_KEYS} keys"
            raise Refusal(message)
        items = [self.node(item, depth + 1) for pair in dict.items(value) for item in pair]
        return ["d", *items]

    def iterator(self, value: Iterator[Any], depth: int) -> Node:
        """Exhaust an iterator; each item is encoded before the next one comes, since it may be reused."""
        items = ["i"]
        for item in value:
            if len(items) > MOST_DRAWS:
                message = f"an iterator of more than {MOST_DRAWS} items"
                raise Refusal(message)
            items.append(self.node(item, depth + 1))
        return items

    def array(self, tag: str, value: np.ndarray[Any, Any]) -> Node:
        code = CODE_OF.get(value.dtype)
        if code is None:
            value = portable(value)
            code = CODE_OF[value.dtype]
        self.size += value.nbytes
        self.entries += value.size
        if self.size > LARGEST_FRAME:
            message = f"a value of more than {LARGEST_FRAME >> 20} MiB"
            raise Refusal(message)
        if self.entries > MOST_ENTRIES and not self.layout:
            message = f"arrays with more than {MOST_ENTRIES:,} entries"
            raise Refusal(message)
        if not value.size and room(value.shape) > MOST_EMPTY:
            message = f"an empty array of shape {value.shape}"
            raise Refusal(message)
        if tag == "n":
            self.buffers.append(value.tobytes())
            return ["n", code]
        flags = value.flags
        locked = self.layout and not flags.writeable and value.base is None
        if not self.layout or (flags.c_contiguous and not locked):
            self.buffers.append(value.tobytes())
            return ["a", code, list(value.shape)]
        axes = sorted(range(value.ndim), key=lambda axis: -abs(value.strides[axis]))
        moved = value.transpose(axes)
        self.buffers.append(moved.tobytes())
        return ["a", code, list(value.shape), axes, not moved.flags.c_contiguous, locked]


def portable(value: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return an array in a dtype that crosses: swap another byte order, round a longer float."""
    kind, size = value.dtype.kind, value.dtype.itemsize
    code = {"f": "f8", "c": "c16"}.get(kind, "") if f"{kind}{size}" not in DTYPES else f"{kind}{size}"
    if not code:
        message = f"an array of dtype {value.dtype}"
        raise Refusal(message)
    return value.astype(DTYPES[code])


def too_many() -> Refusal:
    return Refusal(f"more than {MOST_NODES} values")
