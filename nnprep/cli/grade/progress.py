"""How far a run has come, on one line of a terminal; silent in a pipe."""

from __future__ import annotations

from time import monotonic
from typing import Self, TextIO

from nnprep.terminal.plain import show_status

EVERY = 0.2
"""Seconds between two updates."""
LONG = 90.0
"""Seconds from which on the time left is said in minutes."""


class Progress:
    """Counts what is done."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self.total = total
        self.done = self.passed = 0
        self._stream = stream if stream.isatty() else None
        self._started = monotonic()
        self._shown = 0.0

    def __enter__(self) -> Self:
        self.show()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def add(self, *, passed: bool) -> None:
        """Count one more."""
        self.done += 1
        self.passed += passed
        if monotonic() - self._shown >= EVERY:
            self.show()

    def show(self) -> None:
        """Say how far it is."""
        if self._stream is not None:
            self._shown = monotonic()
            show_status(self._stream, self.text(self._shown - self._started))

    def text(self, seconds: float) -> str:
        """Return what is said after so many seconds."""
        text = f"judged {self.done:,} of {self.total:,}, {self.passed:,} passed"
        if self.done and seconds > 1:
            rate = self.done / seconds
            left = (self.total - self.done) / rate
            time = f"{left:.0f} s" if left < LONG else f"{left / 60:.0f} min"
            text += f", {rate:.1f}/s, {time} left"
        return f"{text} ..."

    def end(self) -> None:
        """Clear the line."""
        if self._stream is not None:
            show_status(self._stream, "")
            self._stream = None
