"""Keys from whole lines, for a pipe or a terminal whose cursor can't be moved."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from typing import TextIO

from nnprep.terminal.keyboard.names import Text, key_name


class LineKeys:
    """Keys from lines: each character is a key, an empty line is Enter; while typing, a line is the whole text."""

    def __init__(self, stream: TextIO) -> None:
        read_utf8(stream)
        self.stream = stream
        self.rest = ""
        """The unread part of the last line."""

    def read(self, timeout: float | None, *, typing: bool) -> str | Text | None:
        """Return the next key or text; waits for a line as long as it takes."""
        if not self.rest:
            try:
                line = self.stream.readline()
            except UnicodeDecodeError:
                return None
            if not line:
                return "end"
            self.rest = line.rstrip("\r\n")
            if not self.rest:
                return "enter"
        if typing:
            text, self.rest = self.rest, ""
            return Text(text, whole=True)
        sign, self.rest = self.rest[0], self.rest[1:]
        return key_name(sign)

    def paused(self) -> AbstractContextManager[None]:
        """Do nothing: reading lines changes no settings."""
        return contextlib.nullcontext()


def read_utf8(stream: TextIO) -> None:
    """Decode invalid bytes as \N{REPLACEMENT CHARACTER}, and read UTF-8 when the locale knows only ASCII."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        encoding = (getattr(stream, "encoding", None) or "ascii").lower()
        ascii_only = encoding in ("ascii", "us-ascii", "ansi_x3.4-1968", "646")
        reconfigure(encoding="utf-8" if ascii_only else encoding, errors="replace")
