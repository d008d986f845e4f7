"""Values as bytes and back: a JSON skeleton, and the raw little-endian buffers of its arrays.

Nothing else crosses the wall, because everything else that Python offers for it (pickle, `.npy`, `.npz`) lets the
sender choose what the receiver executes or how much memory it allocates. What crosses: None, bool, int, float, complex,
str, tuple (a named tuple as a tuple), list, dict, arrays and NumPy scalars of the listed dtypes, iterators (drawn to
their end), and what the two sides agree to call by a number: handles and functions, through hooks.

A skeleton is JSON in which each array starts with a tag: `["t", 1, ["a", "f8", [2, 3]]]`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from math import isfinite, prod
from struct import Struct
from typing import Any

import numpy as np

LARGEST_FRAME = 16 * 1024 * 1024
LARGEST_SKELETON = 1024 * 1024
MOST_NODES = 50_000
MOST_KEYS = 1_000
"""Of one dict: keys can be chosen so that all of them collide, which makes decoding quadratic."""
MOST_DRAWS = 10_000
"""Items of one iterator."""
DEEPEST = 32
WIDEST_INTEGER = 4096
"""Bits; Python itself refuses to read a number of more than 4300 digits."""

CODES = ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
DTYPES = {code: np.dtype(f"<{code}") for code in CODES}
CODE_OF = {dtype: code for code, dtype in DTYPES.items()}
LENGTH = Struct("<I")
WRITER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, check_circular=False, separators=(",", ":"))
READER = json.JSONDecoder()

Node = Any
Outgoing = Callable[[Any], "list[Any] | None"]
"""Turns an object into a tagged node, or into None where it may not cross."""
Incoming = Callable[[str, "list[Any]"], Any]
"""Turns the tag and the rest of such a node into an object; raises Unreadable."""


class Refusal(TypeError):
    """A value that may not cross; its text is a noun phrase."""


class Unreadable(ValueError):
    """Bytes that are no frame."""


class Drawn(list[Any]):
    """A list that was an iterator on the other side."""


def encode(value: Any, outgoing: Outgoing | None = None, *, layout: bool = False) -> bytes:
    """Return a value as bytes.

    With `layout`, Fortran order, transposition and gaps between the items of an array cross too. Raises Refusal for
    a value that may not cross, and what an iterator raises while it is drawn.
    """
    encoder = Encoder(outgoing, layout=layout)
    skeleton = WRITER.encode(encoder.node(value, 0)).encode("ascii")
    if len(skeleton) > LARGEST_SKELETON or len(skeleton) + encoder.size > LARGEST_FRAME:
        message = f"a value of more than {LARGEST_FRAME >> 20} MiB"
        raise Refusal(message)
    return b"".join((LENGTH.pack(len(skeleton)), skeleton, *encoder.buffers))


def decode(frame: bytes | bytearray, incoming: Incoming | None = None, *, layout: bool = False) -> Any:
    """Return the value that `encode` was given; every array is a fresh, writable copy.

    Raises Unreadable, and nothing else, whatever the bytes are. Without `layout`, arrays are contiguous: nobody who
    is not trusted makes the receiver allocate more than was sent.
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
    if skeleton.count(b",") > 6 * MOST_NODES:  # counted first: a list of lists takes 30 times its text
        message = "too many values"
        raise Unreadable(message)
    decoder = Decoder(frame, start, incoming, layout=layout)
    try:
        value = decoder.value(READER.decode(skeleton.decode("ascii")), 0)
    except Unreadable:
        raise
    except (ValueError, TypeError, IndexError, RecursionError, OverflowError, MemoryError) as error:
        message = f"not a frame: {type(error).__name__}"
        raise Unreadable(message) from error
    if decoder.position != len(frame):
        message = "bytes that belong to nothing"
        raise Unreadable(message)
    return value


class Encoder:
    """Collects the buffers of one frame while its skeleton is made."""

    __slots__ = ("buffers", "layout", "nodes", "outgoing", "size")

    def __init__(self, outgoing: Outgoing | None, *, layout: bool) -> None:
        self.outgoing = outgoing
        self.layout = layout
        self.buffers: list[bytes] = []
        self.size = 0
        self.nodes = 0

    def node(self, value: Any, depth: int) -> Node:
        """Return the skeleton of a value."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            message = f"more than {MOST_NODES} values"
            raise Refusal(message)
        if depth > DEEPEST:
            message = f"values nested more than {DEEPEST} deep"
            raise Refusal(message)
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is np.ndarray:
            return self.array("a", value)
        if kind is float:
            return value if isfinite(value) else ["f", repr(value)]
        if kind is int:
            return self.integer(value)
        if kind is list or kind is tuple:
            return ["l" if kind is list else "t", *[self.node(item, depth + 1) for item in value]]
        return self.rare(value, depth)

    def rare(self, value: Any, depth: int) -> Node:
        """Return the skeleton of a value that is not of one of the commonest types."""
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
            return str.__str__(value)
        if isinstance(value, complex):
            return ["z", self.node(value.real, depth), self.node(value.imag, depth)]
        if isinstance(value, list | tuple):
            tag = "l" if isinstance(value, list) else "t"
            return [tag, *[self.node(item, depth + 1) for item in tuple.__iter__(tuple(value))]]
        if isinstance(value, Iterator):
            return self.drawn(value, depth)
        if isinstance(value, VIEWS):
            return ["l", *[self.node(item, depth + 1) for item in islice(value, MOST_NODES + 1)]]
        tagged = self.outgoing(value) if self.outgoing else None
        if tagged is None:
            message = f"an object of type {type(value).__name__}"
            raise Refusal(message)
        return tagged

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

    def drawn(self, value: Iterator[Any], depth: int) -> Node:
        """Draw an iterator to its end; each item is encoded before the next is drawn, as it may be reused."""
        items = ["i"]
        for item in value:
            if len(items) > MOST_DRAWS:
                message = f"an iterator that does not end within {MOST_DRAWS} items"
                raise Refusal(message)
            items.append(self.node(item, depth + 1))
        return items

    def array(self, tag: str, value: np.ndarray[Any, Any]) -> Node:
        code = CODE_OF.get(value.dtype)
        if code is None:
            value = portable(value)
            code = CODE_OF[value.dtype]
        self.size += value.nbytes
        if self.size > LARGEST_FRAME:
            message = f"a value of more than {LARGEST_FRAME >> 20} MiB"
            raise Refusal(message)
        if tag == "n":
            self.buffers.append(value.tobytes())
            return ["n", code]
        if not self.layout or value.flags.c_contiguous:
            self.buffers.append(value.tobytes())
            return ["a", code, list(value.shape)]
        axes = sorted(range(value.ndim), key=lambda axis: -abs(value.strides[axis]))
        moved = value.transpose(axes)
        self.buffers.append(moved.tobytes())
        return ["a", code, list(value.shape), axes, not moved.flags.c_contiguous]


VIEWS = (range, type({}.keys()), type({}.values()), type({}.items()))
"""What is listed because nobody who returns it means anything but a list."""


def portable(value: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return an array in one of the dtypes that cross: another byte order is turned, a longer float is rounded."""
    kind, size = value.dtype.kind, value.dtype.itemsize
    code = {"f": "f8", "c": "c16"}.get(kind, "") if f"{kind}{size}" not in DTYPES else f"{kind}{size}"
    if not code:
        message = f"an array of dtype {value.dtype}"
        raise Refusal(message)
    return value.astype(DTYPES[code])


class Decoder:
    """Reads the buffers of one frame while its skeleton is walked."""

    __slots__ = ("frame", "incoming", "layout", "nodes", "position")

    def __init__(
        self, frame: bytes | bytearray, start: int, incoming: Incoming | None, *, layout: bool
    ) -> None:
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
            return {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}.get(*rest, float("nan"))
        if tag == "i":
            return Drawn(self.value(item, depth + 1) for item in rest)
        if tag == "z":
            return complex(*[self.value(part, depth + 1) for part in rest])
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
