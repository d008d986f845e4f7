"""Counts the lines that are run: a measure of loops that no machine's speed or load changes."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

MOST = 20_000
"""Lines of a submission after which nothing more is counted; by then it's clear that there is a loop."""


class LineCounter:
    """Counts from `start` to `stop` or in a `with` block, in one thread."""

    def __init__(self, filename: str = "", most: int = MOST, end: type[BaseException] | None = None) -> None:
        self.filename = filename
        """Which file's lines are counted; "" for all."""
        self.most = most
        self.end = end
        """What is raised after so many lines; None: then nothing more is counted."""
        self.lines = 0
        self.before: Any = None
        """The trace function of a debugger, or of whoever measures coverage."""
        self.counting = False

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to count, from 0."""
        self.lines, self.before, self.counting = 0, sys.gettrace(), True
        sys.settrace(self.entered)

    def stop(self) -> int:
        """Stop, and return how many lines were run, at most `most`."""
        if self.counting:
            sys.settrace(self.before)
            self.counting = False
        lines, self.lines = self.lines, 0
        return lines

    def entered(self, frame: FrameType, event: str, argument: object) -> Any:
        """Count the lines of a function if the file defines it."""
        return self.ran if self.filename in ("", frame.f_code.co_filename) else None

    def ran(self, frame: FrameType, event: str, argument: object) -> Any:
        """Count a line; each turn of a comprehension is one too."""
        self.lines += event == "line"
        if self.lines < self.most:
            return self.ran
        if self.end is not None:
            raise self.end
        sys.settrace(None)
        return None
