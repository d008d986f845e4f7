"""Single keys from a terminal, or lines where there is none, with the same names on every system."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol, TextIO

NAMES = {
    "\r": "enter",
    "\n": "enter",
    " ": "space",
    "\x03": "ctrl-c",
    "\x04": "end",
    "\x08": "backspace",
    "\x7f": "backspace",
    "\x15": "ctrl-u",
    "\x17": "ctrl-w",
    "\x1a": "ctrl-z",
    "\x1b": "escape",
}
LONE_ESCAPE = 0.05
"""Seconds after which an escape character was the key, not the beginning of another key's code."""


class Keys(Protocol):
    """A source of keys."""

    def read(self, timeout: float | None, *, typing: bool) -> str | None:
        """Return the next key, or None after `timeout` seconds or when the terminal was resized.

        `typing` says whether a text is being entered. After the last key comes `end`.
        """

    def paused(self) -> AbstractContextManager[None]:
        """Give the terminal to somebody else for a while, as it was before."""


class LineKeys:
    """Keys from lines: each character is a key, an empty line is Enter, and so is the end of a typed text."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.waiting: list[str] = []
        self.entered = False
        """Whether some of the last line went into a text."""

    def read(self, timeout: float | None, *, typing: bool) -> str | None:
        """Return the next key; waits for a line as long as it takes."""
        if self.waiting:
            self.entered = typing
            return self.waiting.pop(0)
        if self.entered and typing:
            self.entered = False
            return "enter"
        try:
            line = self.stream.readline()
        except UnicodeDecodeError:
            return None
        if not line:
            return "end"
        self.waiting = [NAMES.get(sign, sign) for sign in line.rstrip("\r\n")]
        if not self.waiting:
            return "enter"
        self.entered = typing
        return self.waiting.pop(0)

    def paused(self) -> AbstractContextManager[None]:
        """Change nothing: lines need no terminal."""
        return contextlib.nullcontext()


class TerminalKeys:
    """Keys of a POSIX terminal, unbuffered and not echoed."""

    def __init__(self, descriptor: int, resized: int, before: list[Any]) -> None:
        import codecs

        self.descriptor = descriptor
        self.resized = resized
        """The reading end of a pipe that gets a byte when the terminal was resized."""
        self.before = before
        """The terminal's settings before nnprep changed them."""
        self.decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self.waiting = ""

    def read(self, timeout: float | None, *, typing: bool) -> str | None:
        """Return the next key, or None after `timeout` seconds or a resize."""
        if not self.waiting and not self.fill(timeout):
            return None
        if not self.waiting:
            return "end"
        sign, self.waiting = self.waiting[0], self.waiting[1:]
        if sign == "\x1b":
            if not self.waiting:
                self.fill(LONE_ESCAPE)
            if self.waiting[:1] in ("[", "O"):
                return self.sequence()
        return NAMES.get(sign, sign)

    def fill(self, timeout: float | None) -> bool:
        """Wait for input; return whether there was any, or its end."""
        import select

        ready, _, _ = select.select([self.descriptor, self.resized], [], [], timeout)
        if self.resized in ready:
            os.read(self.resized, 100)
        if self.descriptor not in ready:
            return False
        try:
            data = os.read(self.descriptor, 4096)
        except OSError:  # the terminal is gone
            data = b""
        self.waiting += self.decoder.decode(data)
        return not data or bool(self.waiting)

    def sequence(self) -> str:
        """Take the rest of a special key's code; none of them means anything here."""
        rest = self.waiting[1:]
        end = next((place for place, sign in enumerate(rest) if sign.isalpha() or sign == "~"), len(rest))
        self.waiting = rest[end + 1 :]
        return "special"

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Give the terminal to somebody else for a while, as it was before."""
        import termios

        modes = termios.tcgetattr(self.descriptor)
        termios.tcsetattr(self.descriptor, termios.TCSADRAIN, self.before)
        try:
            yield
        finally:
            termios.tcsetattr(self.descriptor, termios.TCSADRAIN, modes)


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
            msvcrt.getwch()  # type: ignore[attr-defined, unused-ignore]
            return "special"
        return NAMES.get(sign, sign)

    def paused(self) -> AbstractContextManager[None]:
        """Change nothing: the console was not changed."""
        return contextlib.nullcontext()


def is_live() -> bool:
    """Return whether single keys can be read and the cursor can be moved."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@contextlib.contextmanager
def keyboard(*, live: bool) -> Iterator[Keys]:
    """Give the keys of standard input; the terminal is as before afterwards, whatever happens."""
    if not live:
        yield LineKeys(sys.stdin)
    elif os.name == "nt":
        speak_ansi()
        yield WindowsKeys()
    else:
        with orderly_end(), unbuffered(sys.stdin.fileno()) as before, resize_pipe() as resized:
            yield TerminalKeys(sys.stdin.fileno(), resized, before)


@contextlib.contextmanager
def unbuffered(descriptor: int) -> Iterator[list[Any]]:
    """Switch a POSIX terminal to single keys without echo, Ctrl-C among them; give its settings before that."""
    import termios

    before = termios.tcgetattr(descriptor)
    modes = termios.tcgetattr(descriptor)
    modes[0] &= ~(termios.IXON | termios.ICRNL)
    modes[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
    modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
    termios.tcsetattr(descriptor, termios.TCSADRAIN, modes)
    try:
        yield before
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


@contextlib.contextmanager
def resize_pipe() -> Iterator[int]:
    """Give a descriptor that can be read from whenever the terminal was resized."""
    import signal

    reading, writing = os.pipe()
    os.set_blocking(writing, False)

    def tell(*_: object) -> None:
        with contextlib.suppress(OSError):
            os.write(writing, b"r")

    before = signal.signal(signal.SIGWINCH, tell)
    try:
        yield reading
    finally:
        signal.signal(signal.SIGWINCH, before)
        os.close(reading)
        os.close(writing)


class AskedToEnd(BaseException):
    """Somebody closed the window or told the program to end."""


@contextlib.contextmanager
def orderly_end() -> Iterator[None]:
    """Let a signal to end do so only after everything inside was left, and the terminal is as it was."""
    import signal

    def leave(number: int, _: object) -> None:
        raise AskedToEnd(number)

    before = [(number, signal.signal(number, leave)) for number in (signal.SIGTERM, signal.SIGHUP)]
    try:
        yield
    except AskedToEnd as asked:
        signal.signal(asked.args[0], signal.SIG_DFL)
        os.kill(os.getpid(), asked.args[0])
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def suspend() -> None:
    """Stop like any program at Ctrl-Z; returns when the shell lets it go on."""
    import signal

    if hasattr(signal, "SIGTSTP"):
        os.kill(0, signal.SIGTSTP)


def speak_ansi() -> None:
    """Let an older Windows console understand cursor movements."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    if windows is not None:
        console = windows.kernel32.GetStdHandle(-11)
        mode = ctypes.c_ulong()
        if windows.kernel32.GetConsoleMode(console, ctypes.byref(mode)):
            windows.kernel32.SetConsoleMode(console, mode.value | 4)
