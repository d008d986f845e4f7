"""Plain text on a stream; no part of it can command the terminal."""

from __future__ import annotations

from typing import TextIO

from nnprep.errors import printable
from nnprep.terminal.encoding import speak_plainly

CLEAR_LINE = "\r\x1b[K"
CLEAR_SCREEN = "\x1b[2J\x1b[3J\x1b[H"


def write_lines(stream: TextIO, text: str) -> None:
    """Write a text of one or more lines."""
    speak_plainly(stream)
    stream.write(printable(text, keep="\n\t") + "\n")
    stream.flush()


def show_prompt(stream: TextIO, text: str) -> None:
    """Write a text that the user types behind."""
    stream.write(printable(text, keep=""))
    stream.flush()


def show_status(stream: TextIO, text: str) -> None:
    """Show on a terminal's current line what is being done; an empty text clears the line."""
    speak_plainly(stream)
    stream.write(CLEAR_LINE + printable(text, keep=""))
    stream.flush()


def clear_screen(stream: TextIO) -> None:
    """Clear a terminal and its scrollback."""
    stream.write(CLEAR_SCREEN)
    stream.flush()
