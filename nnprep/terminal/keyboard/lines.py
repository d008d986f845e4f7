"""Keys by the line, where there is no terminal or none whose cursor can be moved."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from typing import TextIO

from nnprep.terminal.keyboard.posix import Text, key_name


class LineKeys:
    """Keys from lines: each character is a key, an empty line is Enter, and while typing a line is the whole text."""

    def __init__(self, stream: TextIO) -> None:
        read_utf8(stream)
        self.stream = stream
        self.rest = ""
        """What of the last line was not read yet."""

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
        """Change nothing: lines need no terminal."""
        return contextlib.nullcontext()


def read_utf8(stream: TextIO) -> None:
    """Read what is not valid as \N{REPLACEMENT CHARACTER}; where the locale knows ASCII only, what comes is UTF-8."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        known = (getattr(stream, "encoding", None) or "ascii").lower()
        ascii_only = known in ("ascii", "us-ascii", "ansi_x3.4-1968", "646")
        reconfigure(encoding="utf-8" if ascii_only else known, errors="replace")
