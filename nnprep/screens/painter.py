"""Puts screens on a terminal, only what changed and in place; or on a pipe, line by line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import TextIO

from nnprep.screens.lines import Line, Paper, Screen, Style
from nnprep.screens.terminal import is_ascii, speak_plainly


class Painter:
    """Draws one screen after the other on a stream."""

    def __init__(self, stream: TextIO, *, live: bool) -> None:
        speak_plainly(stream)
        self.stream = stream
        self.live = live
        """Whether the stream is a terminal whose cursor can be moved."""
        self.styled = live and os.environ.get("TERM") != "dumb"
        self.colored = self.styled and not os.environ.get("NO_COLOR")
        self.body: tuple[Line, ...] = ()
        self.tail: tuple[Line, ...] = ()
        self.size = os.terminal_size((0, 0))
        self.page: object = None

    def paper(self) -> Paper:
        """Return what can be written on now."""
        return Paper(width=shutil.get_terminal_size((80, 24)).columns, ascii=is_ascii(self.stream))

    def draw(self, screen: Screen, page: object) -> None:
        """Show a screen; a new `page` (any value) starts at the top of the terminal."""
        if not self.live:
            self.write_out(screen, page)
            return
        size = shutil.get_terminal_size((80, 24))
        old, new = (*self.body, *self.tail), (*screen.body, *screen.tail)
        out = ["\x1b[?25l"]
        if page != self.page or size != self.size:
            # Scrolling the old page away, not erasing it, keeps it in the terminal's memory.
            out += ["\r\n" * (size.lines if old and size == self.size else 0), "\x1b[H\x1b[2J"]
            start = 0
        else:
            start = min(first_difference(old, new), len(new) - 1)
            up = len(old) - 1 - start
            if old == new:
                return
            if up >= size.lines:  # the change has scrolled out of sight
                out.append("\x1b[H\x1b[2J")
                start = 0
            elif up >= 0:
                out.append("\r" + (f"\x1b[{up}A" if up else "") + "\x1b[J")
            else:
                out.append("\r\n")
        out.append("\r\n".join(self.styled_text(line) for line in new[start:]))
        out.append("\x1b[?25h")
        self.stream.write("".join(out))
        self.stream.flush()
        self.body, self.tail, self.page, self.size = screen.body, screen.tail, page, size

    def write_out(self, screen: Screen, page: object) -> None:
        """Write what is new of a screen to a pipe."""
        if page == self.page and (screen.body, screen.tail) == (self.body, self.tail):
            return
        start = first_difference(self.body, screen.body) if page == self.page else 0
        if self.page is not None and (page != self.page or start < len(screen.body)):
            self.stream.write("\n")
        for line in (*screen.body[start:], *screen.tail):
            self.stream.write(line.text.rstrip() + "\n")
        self.stream.flush()
        self.body, self.tail, self.page = screen.body, screen.tail, page

    def close(self) -> None:
        """Leave the cursor below what was drawn."""
        if self.live and (self.body or self.tail):
            self.stream.write("\x1b[?25h\r\n")
            self.stream.flush()

    def styled_text(self, line: Line) -> str:
        """Return a row with the codes of its styles, as far as the terminal takes them."""
        return "".join(
            f"\x1b[{style}m{text}\x1b[0m" if style and text and self.takes(style) else text
            for text, style in line.spans
        )

    def takes(self, style: Style) -> bool:
        """Return whether a style can be shown: NO_COLOR leaves bold and faint."""
        return self.styled if style in (Style.STRONG, Style.FAINT) else self.colored


def first_difference(old: tuple[Line, ...], new: tuple[Line, ...]) -> int:
    """Return how many lines at the beginning are the same."""
    count = 0
    for before, after in zip(old, new, strict=False):
        if before != after:
            break
        count += 1
    return count


def print_lines(stream: TextIO, lay_out: Callable[[Paper], list[Line]]) -> None:
    """Write a screen that is not a session: rows as wide as the terminal, or 80 columns on a pipe."""
    painter = Painter(stream, live=stream.isatty())
    for line in lay_out(painter.paper()):
        stream.write(painter.styled_text(line).rstrip() + "\n")
    stream.flush()
