"""The format in which values cross: a JSON skeleton, and the raw little-endian buffers of its arrays.

Nothing else crosses the wall, because everything else that Python offers for it (pickle, `.npy`, `.npz`) lets
the sender choose what the receiver executes or how much memory it allocates. What crosses: None, bool, int, float,
complex, str, tuple (a named tuple as a tuple), list, dict, arrays and NumPy scalars of the listed dtypes, iterators
(drawn to their end), and what the two sides agree to call by a number: handles and functions, through hooks.

A skeleton is JSON in which each array starts with a tag: `["t", 1, ["a", "f8", [2, 3]]]`.
"""

from __future__ import annotations

from collections.abc import Callable
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

Buffer = bytes | bytearray | memoryview

CODES = ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16")
DTYPES = {code: np.dtype(f"<{code}") for code in CODES}
CODE_OF = {dtype: code for code, dtype in DTYPES.items()}
LENGTH = Struct("<I")

Node = Any
Outgoing = Callable[[Any], "list[Any] | None"]
"""Turns an object into a tagged node, or into None where it may not cross."""
Incoming = Callable[[str, "list[Any]"], Any]
"""Turns the tag and the rest of such a node into an object; raises Unreadable."""


def crowded(skeleton: bytes) -> bool:
    """Return whether a skeleton names too many values; counted in its text, as reading it takes 40 times that."""
    return skeleton.count(b",") > 3 * MOST_NODES or skeleton.count(b"[") > 2 * MOST_NODES


class Refusal(TypeError):
    """A value that may not cross; its text is a noun phrase."""


class Unreadable(ValueError):
    """Bytes that are no frame."""


class IteratorItems(list[Any]):
    """A list that was an iterator on the other side."""
