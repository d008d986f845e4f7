"""Counts the lines of one file that are run: a measure of loops that no machine's speed or load changes."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

MOST = 20_000
"""Lines after which nothing more is counted; by then it's clear that there is a loop."""


class LineCounter:
    """Counts from `start` to `stop`, in the thread that calls both."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.lines = 0
        self.before: Any = None
        """The trace function of a debugger, or of whoever measures coverage."""
        self.counting = False

    def start(self) -> None:
        """Begin to count, from 0."""
        self.lines, self.before, self.counting = 0, sys.gettrace(), True
        sys.settrace(self.entered)

    def stop(self) -> int:
        """Stop, and return how many lines were run, at most MOST."""
        if self.counting:
            sys.settrace(self.before)
            self.counting = False
        lines, self.lines = self.lines, 0
        return lines

    def entered(self, frame: FrameType, event: str, argument: object) -> Any:
        """Count the lines of a function if the file defines it."""
        return self.ran if frame.f_code.co_filename == self.filename else None

    def ran(self, frame: FrameType, event: str, argument: object) -> Any:
        """Count a line; each turn of a comprehension is one too."""
        self.lines += event == "line"
        if self.lines < MOST:
            return self.ran
        sys.settrace(None)
        return None
