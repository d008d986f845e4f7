"""Keys of a Windows console."""

from __future__ import annotations

import contextlib
import ctypes
import msvcrt
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager

from nnprep.terminal.keyboard.names import UNNAMED, key_name

SPECIAL = {
    "H": "up", "P": "down", "K": "left", "M": "right", "I": "page-up", "Q": "page-down", "G": "home", "O": "end-key",
    "S": "delete", "s": "ctrl-left", "t": "ctrl-right",
}  # fmt: skip
"""Second half of a special key's code -> its name."""
POLL = 0.02
"""Seconds between two looks for a key."""


class WindowsKeys:
    """Keys of a Windows console."""

    def read(self, timeout: float | None, *, typing: bool) -> str | None:
        """Return the next key, or None after `timeout` seconds."""
        until = None if timeout is None else time.monotonic() + timeout
        while not msvcrt.kbhit():  # type: ignore[attr-defined, unused-ignore]
            if until is not None and time.monotonic() >= until:
                return None
            time.sleep(POLL)
        sign = str(msvcrt.getwch())  # type: ignore[attr-defined, unused-ignore]
        if sign in ("\x00", "\xe0"):
            return SPECIAL.get(str(msvcrt.getwch()), UNNAMED)  # type: ignore[attr-defined, unused-ignore]
        return key_name(sign)

    def paused(self) -> AbstractContextManager[None]:
        """Do nothing: the console's settings were not changed."""
        return contextlib.nullcontext()


@contextlib.contextmanager
def console_keys() -> Iterator[WindowsKeys]:
    """Yield the console's keys, on a console that understands cursor movements."""
    enable_ansi()
    yield WindowsKeys()


def enable_ansi() -> None:
    """Let an older Windows console understand cursor movements."""
    windows = getattr(ctypes, "windll", None)
    if windows is not None:
        console = windows.kernel32.GetStdHandle(-11)
        mode = ctypes.c_ulong()
        if windows.kernel32.GetConsoleMode(console, ctypes.byref(mode)):
            windows.kernel32.SetConsoleMode(console, mode.value | 4)
