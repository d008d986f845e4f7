"""What a keyboard delivers: keys by name, the same on every system, and texts that arrive in one piece."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from nnprep.named_tuple import NamedTuple

NAMES = {
    "\r": "enter", "\n": "enter", " ": "space", "\t": "tab", "\x1b": "escape",
    "\x08": "backspace", "\x7f": "backspace",
    "\x03": "ctrl-c", "\x04": "end", "\x15": "ctrl-u", "\x17": "ctrl-w", "\x1a": "ctrl-z",
}  # fmt: skip
UNNAMED = "this key"
"""The name of every key that has no other."""


class Text(NamedTuple):
    """Characters that came in one piece: a paste, or a line when input comes by the line."""

    text: str
    whole: bool = False
    """Whether this is everything that was to be typed, so no Enter follows."""


class Keys(Protocol):
    """A source of keys."""

    def read(self, timeout: float | None, *, typing: bool) -> str | Text | None:
        """Return the next key or pasted text, or None after `timeout` seconds or when the terminal was resized.

        `typing` says whether a text is being entered. `end` follows the last key.
        """

    def paused(self) -> AbstractContextManager[None]:
        """Restore the terminal's own settings for a while, so that another program can use it."""


def key_name(sign: str) -> str:
    """Return the name of the key that sends this character."""
    return NAMES.get(sign) or (f"ctrl-{chr(ord(sign) + 96)}" if "\0" < sign < "\x1b" else sign)
