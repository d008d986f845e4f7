"""Standard output and error of a submission: real text streams, which drop what exceeds a limit."""

from __future__ import annotations

import io
import os
import sys
from typing import Any


def replace_streams(descriptor: int, most: int) -> None:
    """Let standard output and error write to one descriptor, together at most so many bytes."""
    room = Room(most)
    sys.stdout = text_stream(descriptor, "<stdout>", "replace", room)
    sys.stderr = text_stream(descriptor, "<stderr>", "backslashreplace", room)
    # As in a fresh Python: this also keeps a stream open that the submission wraps and replaces.
    vars(sys).update(__stdout__=sys.stdout, __stderr__=sys.stderr)


def text_stream(descriptor: int, name: str, errors: str, room: Room) -> io.TextIOWrapper:
    """Return a text stream that holds nothing back, so that no output is lost if the process ends at once."""
    binary = CappedFile(descriptor, name, room)
    text = io.TextIOWrapper(binary, "utf-8", errors, newline="\n", write_through=True)
    text.mode = "w"  # type: ignore[misc]
    return text


def flush_streams() -> None:
    """Write what a stream that the submission has put in place of ours still holds."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # whatever it is, the submission made it
            continue


class Room:
    """How many bytes may still be written."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left


class CappedFile(io.FileIO):
    """A descriptor to which everything is written at once, up to a limit; the rest is dropped."""

    def __init__(self, descriptor: int, name: str, room: Room) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self.name = name
        self._room = room

    def close(self) -> None:
        """Stay open: a wrapper that is dropped closes what it wraps, and so would end all output."""

    def write(self, data: Any) -> int:
        """Write as much as still fits, and claim to have written all."""
        if not self._room.left and type(data) is bytes:
            return len(data)  # at once, because dropping a million lines is charged to who printed them
        whole = memoryview(data).cast("B")
        left = whole[: max(0, self._room.left)]
        self._room.left -= len(left)
        try:
            while left:
                left = left[os.write(self.fileno(), left) :]
        except OSError:
            self._room.left = 0
        return len(whole)
