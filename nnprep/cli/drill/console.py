"""Where a drill's questions are asked."""

from __future__ import annotations

import sys

from nnprep.terminal.layout import Line, Paper
from nnprep.terminal.painter import Painter
from nnprep.terminal.plain import show_prompt, write_lines

QUIT = ("q", "quit", "exit")


class Console:
    """Where questions are asked: lines out, lines in."""

    def __init__(self) -> None:
        self.painter = Painter(sys.stdout, live=sys.stdout.isatty())

    @property
    def paper(self) -> Paper:
        """What can be written on now."""
        return self.painter.paper()

    def show(self, lines: list[Line]) -> None:
        """Write lines."""
        self.painter.print(lines)

    def read(self, prompt: str = " > ") -> str | None:
        """Return the next line that is typed, None at the end of input."""
        show_prompt(sys.stdout, prompt)
        try:
            line = sys.stdin.readline(10_000)
        except UnicodeDecodeError:
            return "?"
        if not sys.stdin.isatty():  # a terminal shows what is typed
            write_lines(sys.stdout, line.removesuffix("\n"))
        return line.strip() if line else None
