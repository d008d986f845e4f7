"""Keys of a Windows console."""

from __future__ import annotations

import contextlib
import time
from contextlib import AbstractContextManager

from nnprep.terminal.keyboard.posix import UNNAMED, key_name

SPECIAL = {
    "H": "up", "P": "down", "K": "left", "M": "right", "I": "page-up", "Q": "page-down", "G": "home", "O": "end-key",
}  # fmt: skip
"""What follows the first half of a special key's code -> its name."""


class WindowsKeys:
    """Keys of a Windows console."""

    def read(self, timeout: float | None, *, typing: bool) -> str | None:
        """Return the next key, or None after `timeout` seconds."""
        import msvcrt

        until = None if timeout is None else time.monotonic() + timeout
        while not msvcrt.kbhit():  # type: ignore[attr-defined, unused-ignore]
            if until is not None and time.monotonic() >= until:
                return None
            time.sleep(0.02)
        sign = str(msvcrt.getwch())  # type: ignore[attr-defined, unused-ignore]
        if sign in ("\x00", "\xe0"):
            return SPECIAL.get(str(msvcrt.getwch()), UNNAMED)  # type: ignore[attr-defined, unused-ignore]
        return key_name(sign)

    def paused(self) -> AbstractContextManager[None]:
        """Change nothing: the console was not changed."""
        return contextlib.nullcontext()


def speak_ansi() -> None:
    """Let an older Windows console understand cursor movements."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    if windows is not None:
        console = windows.kernel32.GetStdHandle(-11)
        mode = ctypes.c_ulong()
        if windows.kernel32.GetConsoleMode(console, ctypes.byref(mode)):
            windows.kernel32.SetConsoleMode(console, mode.value | 4)
