"""The format in which values cross: a JSON skeleton, and the raw little-endian buffers of its arrays.

Nothing else crosses the wall: the other formats that Python offers (pickle, `.npy`, `.npz`) let the sender choose what
the receiver executes or how much memory it allocates. What crosses: None, bool, int, float, complex, str, tuple (a
named tuple as a tuple), list, dict, arrays and NumPy scalars of the dtypes below, iterators (exhausted), and, through
hooks, what the two sides refer to by a number: handles and functions.

A skeleton is JSON in which each array starts with a tag: `["t", 1, ["a", "f8", [2, 3]]]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from struct import Struct
from typing import Any

import numpy as np

LARGEST_FRAME = 16 * 1024 * 1024
LARGEST_SKELETON = 1024 * 1024
MOST_ENTRIES = LARGEST_FRAME // 4
"""Entries of all arrays in one answer, as many as a frame holds in float32: the parent converts what it compares to
float64, so 16 MiB of bytes would cost it 128 MiB for each copy."""
MOST_NODES = 50_000
MOST_EMPTY = 1 << 18
"""Entries that an empty array may have if its empty axes had one, for shapes such as (0, 3, 224, 224)."""
MOST_KEYS = 1_000
"""Of one dict: an attacker can choose keys that all collide, which makes decoding quadratic."""
MOST_DRAWS = 10_000
"""Items of one iterator."""
DEEPEST = 32
WIDEST_INTEGER = 4096
"""Bits; Python itself doesn't parse a number of more than 4300 digits."""

Buffer = bytes | bytearray | memoryview

CODES = ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
DTYPES = {code: np.dtype(f"<{code}") for code in CODES}
CODE_OF = {dtype: code for code, dtype in DTYPES.items()}
LENGTH = Struct("<I")
UNUSUAL = "UnusualArray: "
"""Begins what is said, beside the warnings of a call, about arrays that it returned."""
EARLIER = "EarlierResult: "
"""The same about a call that changed what an earlier one had returned; the function's name follows."""
ASSIGNED = "AssignedArray: "
"""The same about a call that changed an array that was assigned to an object; class and attribute follow."""
RESHAPED = "Reshaped: "
"""The same about a call that changed nothing but the shape of an argument; its name and both shapes follow."""
REMARKS = (UNUSUAL, EARLIER, ASSIGNED, RESHAPED)

Node = Any
Outgoing = Callable[[Any], "list[Any] | None"]
"""Turns an object into a tagged node, or into None if it may not cross."""
Incoming = Callable[[str, "list[Any]"], Any]
"""Turns the tag and the rest of such a node into an object; raises Unreadable."""


def crowded(skeleton: bytes) -> bool:
    """Return whether a skeleton holds too many values, by its text: parsing it would take 40 times its size."""
    return skeleton.count(b",") > 3 * MOST_NODES or skeleton.count(b"[") > 2 * MOST_NODES


def room(shape: Iterable[int]) -> int:
    """Return the entries of an array as if its empty axes had one; of a huge shape, some number above LARGEST_FRAME.

    An array of shape (2**39, 0) has no entries, but whoever iterates over its rows, or adds them up, never ends.
    """
    entries = 1
    for length in shape:
        entries *= length or 1
        if entries > LARGEST_FRAME:  # here, because 64 long axes would make a huge product
            break
    return entries


class Refusal(TypeError):
    """A value may not cross; the text is a noun phrase."""


class Unreadable(ValueError):
    """Bytes that aren't a valid frame."""


class IteratorItems(list[Any]):
    """The items of what was an iterator on the other side."""
