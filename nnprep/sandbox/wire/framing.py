"""Frames on a pipe: twelve bytes that say kind, number and length, then that many bytes. Both sides use it.

Without NumPy, because the parent starts the child before it imports anything heavy.
"""

from __future__ import annotations

import os
from struct import Struct
from typing import NamedTuple

MARK = b"nnp"
HEADER = Struct("<3scII")
LARGEST_BODY = 16 * 1024 * 1024 + 1024
MOST_AT_ONCE = 1024 * 1024

READY = b"y"
"""The child, once: it has started; the body says which fence stands, as JSON."""
LOAD = b"l"
"""The parent: name and source of the file. The child: what its top level raised, as JSON."""
REQUEST = b"q"
"""The parent: a call."""
ANSWER = b"a"
"""The child: what the call came to."""
ASK = b"c"
"""The child, in the middle of a call: call the function that I was given."""
TOLD = b"t"
"""The parent: what that function returned."""


class Letter(NamedTuple):
    """One frame with its envelope."""

    kind: bytes
    number: int
    """The child repeats the number of the parent's last frame."""
    body: bytes


class Garbled(ValueError):
    """What was read is no frame."""


def send(descriptor: int, letter: Letter) -> None:
    """Write one frame. Raises OSError where nobody reads."""
    head = HEADER.pack(MARK, letter.kind, letter.number, len(letter.body))
    data = memoryview(head + letter.body)
    while data:
        data = data[os.write(descriptor, data[:MOST_AT_ONCE]) :]


def receive(descriptor: int, largest: int = LARGEST_BODY) -> Letter | None:
    """Read one frame, or None at the end. Raises Garbled, before it reads a body of a wrong size."""
    head = read(descriptor, HEADER.size)
    if len(head) < HEADER.size:
        return None
    mark, kind, number, length = HEADER.unpack(head)
    if mark != MARK or length > largest:
        message = "not a frame"
        raise Garbled(message)
    body = read(descriptor, length)
    return Letter(kind, number, body) if len(body) == length else None


def read(descriptor: int, length: int) -> bytes:
    """Read so many bytes; fewer only at the end."""
    first = os.read(descriptor, min(length, MOST_AT_ONCE)) if length else b""
    if len(first) == length:
        return first
    parts = bytearray(first)
    while first and len(parts) < length:
        first = os.read(descriptor, min(length - len(parts), MOST_AT_ONCE))
        parts += first
    return bytes(parts)
