"""Single keys from a terminal, with the same names on every system."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

NAMES = {
    "\r": "enter",
    "\n": "enter",
    " ": "space",
    "\t": "tab",
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
UNNAMED = "this key"
"""The name of every key that has none here."""
PASTE_ENDS = "\x1b[201~"
PASTE_PAUSE = 1.0
"""Seconds of silence after which a paste is over, though its end was not marked."""


class Text(NamedTuple):
    """Characters that came as one piece: a paste, or a line where keys come by the line."""

    text: str
    whole: bool = False
    """Whether it is the whole of what was to be typed, so that no Enter follows."""


def key_name(sign: str) -> str:
    """Return the name of the key that sends one character."""
    return NAMES.get(sign) or (f"ctrl-{chr(ord(sign) + 96)}" if "\0" < sign < "\x1b" else sign)


class Keys(Protocol):
    """A source of keys."""

    def read(self, timeout: float | None, *, typing: bool) -> str | Text | None:
        """Return the next key or pasted text, or None after `timeout` seconds or when the terminal was resized.

        `typing` says whether a text is being entered. After the last key comes `end`.
        """

    def paused(self) -> AbstractContextManager[None]:
        """Give the terminal to somebody else for a while, as it was before."""


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
        self.begun: str | None = None
        """What came of a code whose rest did not come in time, after its escape character; None for nothing."""
        self.over = False
        """Whether the input has ended."""

    def read(self, timeout: float | None, *, typing: bool) -> str | Text | None:
        """Return the next key or pasted text, or None after `timeout` seconds or a resize."""
        if not self.waiting and not self.fill(timeout, resizes=True):
            return "end" if self.over else None
        if not self.waiting:  # the first bytes of a character
            return None
        begun, self.begun = self.begun, None
        if begun is not None and self.completes(begun):
            self.waiting = begun + self.waiting
            return self.sequence()
        sign, self.waiting = self.waiting[0], self.waiting[1:]
        if sign != "\x1b":
            return key_name(sign)
        if not self.waiting:
            self.fill(LONE_ESCAPE)
        if not self.waiting or self.waiting[0] == "\x1b":
            self.begun = ""
            return "escape"
        return self.sequence()

    def fill(self, timeout: float | None, *, resizes: bool = False) -> bool:
        """Wait for input, or with `resizes` for another size as well; return whether there was input."""
        import select

        sources = [self.descriptor, self.resized] if resizes else [self.descriptor]
        ready, _, _ = select.select(sources, [], [], timeout)
        if self.resized in ready:
            os.read(self.resized, 100)
        if self.descriptor not in ready:
            return False
        try:
            data = os.read(self.descriptor, 4096)
        except OSError:  # the terminal is gone
            data = b""
        self.over = not data
        self.waiting += self.decoder.decode(data)
        return bool(data)

    def sequence(self) -> str | Text:
        """Take what follows an escape character: the rest of a special key's code, a paste, or a key with Alt."""
        from nnprep.terminal.keyboard.escape_codes import ended, named

        while not ended(self.waiting) and self.fill(LONE_ESCAPE):
            pass
        if not ended(self.waiting):
            self.begun = self.waiting
        name, self.waiting = named(self.waiting)
        return self.pasted() if name == "paste" else name

    def completes(self, begun: str) -> bool:
        """Return whether the rest of a code that was given up has come after all, late over a slow line.

        Its digits would be grades otherwise.
        """
        from nnprep.terminal.keyboard.escape_codes import known

        return known(begun + self.waiting)

    def pasted(self) -> Text:
        """Take the text of a paste; a terminal marks its beginning and its end."""
        while PASTE_ENDS not in self.waiting and self.fill(PASTE_PAUSE):
            pass
        text, _, self.waiting = self.waiting.partition(PASTE_ENDS)
        return Text(text)

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Give the terminal to somebody else for a while, as it was before."""
        import termios

        modes = termios.tcgetattr(self.descriptor)
        mark_pastes(on=False)
        termios.tcsetattr(self.descriptor, termios.TCSADRAIN, self.before)
        try:
            yield
        finally:
            termios.tcsetattr(self.descriptor, termios.TCSADRAIN, modes)
            mark_pastes(on=True)


def is_live() -> bool:
    """Return whether single keys can be read and the cursor can be moved."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@contextlib.contextmanager
def keyboard(*, live: bool) -> Iterator[Keys]:
    """Give the keys of standard input; the terminal is as before afterwards, whatever happens."""
    if not live:
        from nnprep.terminal.keyboard.lines import LineKeys

        yield LineKeys(sys.stdin)
    elif os.name == "nt":
        from nnprep.terminal.keyboard.windows import WindowsKeys, speak_ansi

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
    mark_pastes(on=True)
    try:
        yield before
    finally:
        mark_pastes(on=False)
        with contextlib.suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def mark_pastes(*, on: bool) -> None:
    """Let the terminal mark where a paste begins and ends; one that cannot passes this over."""
    with contextlib.suppress(OSError, ValueError):  # the terminal may be gone
        sys.stdout.write(f"\x1b[?2004{'h' if on else 'l'}")
        sys.stdout.flush()


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
