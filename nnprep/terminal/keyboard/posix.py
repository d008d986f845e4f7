"""Single keys from a POSIX terminal."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import signal
import sys
import termios
from collections.abc import Iterator
from typing import Any

from nnprep.terminal.keyboard.escape_codes import is_complete, is_special, split_code
from nnprep.terminal.keyboard.names import Text, key_name

LONE_ESCAPE = 0.05
"""Seconds after which an escape character was the Escape key, not the beginning of another key's code."""
PASTE_ENDS = "\x1b[201~"
PASTE_PAUSE = 1.0
"""Seconds of silence that end a paste whose end the terminal did not mark."""


@contextlib.contextmanager
def terminal_keys() -> Iterator[TerminalKeys]:
    """Yield the keys of standard input; restores the terminal afterwards, also after a signal to end."""
    descriptor = sys.stdin.fileno()
    with orderly_end(), unbuffered(descriptor) as before, resize_pipe() as resized:
        yield TerminalKeys(descriptor, resized, before)


class TerminalKeys:
    """Keys of a POSIX terminal, unbuffered and not echoed."""

    def __init__(self, descriptor: int, resized: int, before: list[Any]) -> None:
        self.descriptor = descriptor
        self.resized = resized
        """Reading end of a pipe that receives a byte whenever the terminal is resized."""
        self.before = before
        """The terminal's settings before they were changed."""
        self.decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self.waiting = ""
        self.partial: str | None = None
        """The part of a code that arrived in time, without its escape character; None when no code is incomplete."""
        self.over = False
        """Whether the input has ended."""

    def read(self, timeout: float | None, *, typing: bool) -> str | Text | None:
        """Return the next key or pasted text, or None after `timeout` seconds or a resize."""
        if not self.waiting and not self.fill(timeout, resizes=True):
            return "end" if self.over else None
        if not self.waiting:  # the first bytes of a character
            return None
        partial, self.partial = self.partial, None
        # The rest of a code came late, over a slow line; its characters must not count as keys.
        if partial is not None and is_special(partial + self.waiting):
            self.waiting = partial + self.waiting
            return self.sequence()
        sign, self.waiting = self.waiting[0], self.waiting[1:]
        if sign != "\x1b":
            return key_name(sign)
        if not self.waiting:
            self.fill(LONE_ESCAPE)
        if not self.waiting or self.waiting[0] == "\x1b":
            self.partial = ""
            return "escape"
        return self.sequence()

    def fill(self, timeout: float | None, *, resizes: bool = False) -> bool:
        """Wait for input, with `resizes` also for a resize; return whether there was input."""
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
        """Read what follows an escape character: the rest of a special key's code, a paste, or a key with Alt."""
        while not is_complete(self.waiting) and self.fill(LONE_ESCAPE):
            pass
        if not is_complete(self.waiting):
            self.partial = self.waiting
        name, self.waiting = split_code(self.waiting)
        return self.paste() if name == "paste" else name

    def paste(self) -> Text:
        """Read a pasted text up to the mark that ends it."""
        while PASTE_ENDS not in self.waiting and self.fill(PASTE_PAUSE):
            pass
        text, _, self.waiting = self.waiting.partition(PASTE_ENDS)
        return Text(text)

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """Restore the terminal's own settings for a while, so that another program can use it."""
        modes = termios.tcgetattr(self.descriptor)
        mark_pastes(on=False)
        termios.tcsetattr(self.descriptor, termios.TCSADRAIN, self.before)
        try:
            yield
        finally:
            termios.tcsetattr(self.descriptor, termios.TCSADRAIN, modes)
            mark_pastes(on=True)


@contextlib.contextmanager
def unbuffered(descriptor: int) -> Iterator[list[Any]]:
    """Switch a terminal to single keys without echo, Ctrl-C included; yield its previous settings."""
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
    """Ask the terminal to mark where a paste begins and ends; one that can't ignores this."""
    with contextlib.suppress(OSError, ValueError):  # the terminal may be gone
        sys.stdout.write(f"\x1b[?2004{'h' if on else 'l'}")
        sys.stdout.flush()


@contextlib.contextmanager
def resize_pipe() -> Iterator[int]:
    """Yield a descriptor that becomes readable whenever the terminal is resized."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)

    def wake(*_: object) -> None:
        with contextlib.suppress(OSError):
            os.write(writing, b"r")

    before = signal.signal(signal.SIGWINCH, wake)
    try:
        yield reading
    finally:
        signal.signal(signal.SIGWINCH, before)
        os.close(reading)
        os.close(writing)


class Termination(BaseException):
    """A signal to end the program, such as a closed window sends."""


@contextlib.contextmanager
def orderly_end() -> Iterator[None]:
    """Delay a signal to end until everything inside has cleaned up and the terminal is restored."""

    def leave(number: int, _: object) -> None:
        # A closing terminal sends several, and cleaning up comes first.
        for each in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Termination(number)

    before = [(number, signal.signal(number, leave)) for number in (signal.SIGTERM, signal.SIGHUP)]
    try:
        yield
    except Termination as signaled:
        signal.signal(signaled.args[0], signal.SIG_DFL)
        os.kill(os.getpid(), signaled.args[0])
    finally:
        for number, handler in before:
            signal.signal(number, handler)
