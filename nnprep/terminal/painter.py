"""Puts screens on a terminal, only what changed and in place; or on a pipe, line by line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from nnprep.terminal.encoding import is_ascii, speak_plainly
from nnprep.terminal.layout import Line, Paper, Screen, Style, width_of

if TYPE_CHECKING:
    from nnprep.terminal.pager import Pager


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
        """What was written last, where the cursor cannot be moved."""
        self.rows: tuple[Line, ...] = ()
        """What is on the terminal, where it can."""
        self.pager: Pager | None = None
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
        old, new = self.rows, self.visible(screen, page, size.lines)
        if page == self.page and size == self.size and new == old:
            return
        out = ["\x1b[?25l"]
        if page != self.page or size != self.size:
            # Scrolling the old page away, not erasing it, keeps it in the terminal's memory.
            out += ["\r\n" * (size.lines if old and size == self.size else 0), "\x1b[H\x1b[2J"]
            out.append("\r\n".join(self.styled_text(line) for line in new))
        else:
            for number, line in enumerate(new):
                if line != (old[number] if number < len(old) else None):
                    out.append(f"\x1b[{number + 1}H{self.styled_text(line)}\x1b[K")
            out.append(f"\x1b[{len(new) + 1}H\x1b[J" if len(new) < len(old) else "")
            out.append(f"\x1b[{len(new)};{width_of(new[-1].text) + 1}H")
        out.append("\x1b[?25h")
        self.stream.write("".join(out))
        self.stream.flush()
        self.rows, self.page, self.size = new, page, size

    def visible(self, screen: Screen, page: object, height: int) -> tuple[Line, ...]:
        """Return the rows of a screen that can be shown at once."""
        if self.pager is None:
            rows = (*screen.body, *screen.tail)
            if not self.rows and len(rows) <= height:
                return rows
            from nnprep.terminal.pager import Pager  # not before the first card is shown

            self.pager = Pager()
        return self.pager.rows(screen, (page, screen.part), height, self.paper())

    def scroll(self, key: str) -> bool:
        """Return whether a key moved the page, or would where there were more of it."""
        return self.pager is not None and self.pager.turn(key)

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

    def print(self, lines: Iterable[Line]) -> None:
        """Write rows below what is there."""
        for line in lines:
            self.stream.write(self.styled_text(line).rstrip() + "\n")
        self.stream.flush()

    def close(self) -> None:
        """Leave the cursor below what was drawn."""
        if self.live and self.rows:
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
    painter.print(lay_out(painter.paper()))
