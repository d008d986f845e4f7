"""Messages on a pipe, for both sides: twelve bytes that hold kind, number and length, then that many bytes.

Without NumPy, because the parent starts the child before it imports anything heavy.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from struct import Struct
from typing import NamedTuple

MARK = b"nnp"
HEADER = Struct("<3scII")
SIZE = Struct("<I")
LARGEST_BODY = 16 * 1024 * 1024 + 1024
MOST_AT_ONCE = 1024 * 1024

READY = b"y"
"""From the child, once: it has started. The body is JSON: which fences stand."""
LOAD = b"l"
"""From the parent: name and source of the file. From the child: what its top level raised, as JSON."""
REQUEST = b"q"
"""From the parent: a call."""
MANY = b'["l","often"', b'["l","several"', b'["l","each"'
"""How a request for many calls begins, after its length: all of them together may take longer than one."""
BUNDLE = b"b"
"""From the parent: several calls, one after the other. The child may stop after any of them, and answers once."""
FORESEEN = b"p"
"""The same, each call after the answer that is predicted for it. The child stops after any other answer."""
FORGET = b"f"
"""From the parent: drop all objects that have a number, and number new ones from the beginning."""
ANSWER = b"a"
"""From the child: the outcome of the call."""
ASK = b"c"
"""From the child, in the middle of a call: call a function that was passed to it."""
REPLY = b"t"
"""From the parent: what that function returned."""


class Message(NamedTuple):
    """One frame and what kind it is."""

    kind: bytes
    number: int
    """Counted by the parent; the child repeats the last one that it received."""
    body: bytes


class BadFrame(ValueError):
    """What was read isn't a message."""


def bundled(bodies: Iterable[bytes]) -> bytes:
    """Return one body that holds several."""
    return b"".join([part for body in bodies for part in (SIZE.pack(len(body)), body)])


def unbundled(bundle: bytes, most: int = LARGEST_BODY) -> list[bytes]:
    """Return the bodies that one holds, at most so many. Raises BadFrame."""
    bodies: list[bytes] = []
    start = 0
    while start < len(bundle):
        if start + SIZE.size > len(bundle) or len(bodies) == most:
            message = "not a bundle"
            raise BadFrame(message)
        begin = start + SIZE.size
        start = begin + SIZE.unpack_from(bundle, start)[0]
        if start > len(bundle):
            message = "not a bundle"
            raise BadFrame(message)
        bodies.append(bundle[begin:start])
    return bodies


def send(descriptor: int, message: Message) -> None:
    """Write one message. Raises OSError if nobody reads."""
    head = HEADER.pack(MARK, message.kind, message.number, len(message.body))
    data = memoryview(head + message.body)
    while data:
        data = data[os.write(descriptor, data[:MOST_AT_ONCE]) :]


def receive(descriptor: int, largest: int = LARGEST_BODY) -> Message | None:
    """Read one message, or None at the end. Raises BadFrame before it reads a body that is too large."""
    head = read(descriptor, HEADER.size)
    if len(head) < HEADER.size:
        return None
    mark, kind, number, length = HEADER.unpack(head)
    if mark != MARK or length > largest:
        message = "not a frame"
        raise BadFrame(message)
    body = read(descriptor, length)
    return Message(kind, number, body) if len(body) == length else None


def read(descriptor: int, length: int) -> bytes:
    """Read so many bytes, fewer only at the end."""
    first = os.read(descriptor, min(length, MOST_AT_ONCE)) if length else b""
    if len(first) == length:
        return first
    parts = bytearray(first)
    while first and len(parts) < length:
        first = os.read(descriptor, min(length - len(parts), MOST_AT_ONCE))
        parts += first
    return bytes(parts)
