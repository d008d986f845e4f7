"""Paints screens on a terminal, in place and only what changed; or writes them to a pipe, line by line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from typing import TextIO

from nnprep.errors import printable
from nnprep.terminal.encoding import is_ascii, speak_plainly
from nnprep.terminal.layout import Line, Paper, Screen, Style, width_of
from nnprep.terminal.pager import Pager


class Painter:
    """Draws one screen after another on a stream."""

    def __init__(self, stream: TextIO, *, live: bool) -> None:
        speak_plainly(stream)
        self.stream = stream
        self.live = live
        """Whether the stream is a terminal whose cursor can be moved."""
        # FORCE_COLOR is what Rich, pip and pytest obey; NO_COLOR wins over it.
        self.styled = (live or bool(os.environ.get("FORCE_COLOR"))) and os.environ.get("TERM") != "dumb"
        self.colored = self.styled and not os.environ.get("NO_COLOR")
        self.body: tuple[Line, ...] = ()
        self.tail: tuple[Line, ...] = ()
        """What was last written to a pipe."""
        self.rows: tuple[Line, ...] = ()
        """What is on the terminal now."""
        self.pager = Pager()
        self.size = os.terminal_size((0, 0))
        self.page: object = None

    def paper(self) -> Paper:
        """Return the paper: the width of the stream and the signs it can show."""
        return Paper(width=shutil.get_terminal_size((80, 24)).columns, ascii=is_ascii(self.stream))

    def draw(self, screen: Screen, page: object) -> None:
        """Show a screen; a new `page` (any value) starts at the top of the terminal."""
        if not self.live:
            self.write_out(screen, page)
            return
        size = shutil.get_terminal_size((80, 24))
        old, new = self.rows, self.pager.rows(screen, (page, screen.part), size.lines, self.paper())
        if page == self.page and size == self.size and new == old:
            return
        out = ["\x1b[?25l"]
        if page != self.page or size != self.size:
            # Scrolled away rather than erased, the old page stays in the terminal's scrollback.
            out += ["\r\n" * (size.lines if old and size == self.size else 0), "\x1b[H\x1b[2J"]
            out.append("\r\n".join(self.styled_text(line) for line in new))
        else:
            for number, line in enumerate(new):
                if line != (old[number] if number < len(old) else None):
                    out.append(f"\x1b[{number + 1}H{self.styled_text(line)}\x1b[K")
            out.append(f"\x1b[{len(new) + 1}H\x1b[J" if len(new) < len(old) else "")
        # Input methods open where the cursor is.
        below, column = screen.cursor or (0, width_of(new[-1].text))
        out.append(f"\x1b[{len(new) - below};{column + 1}H\x1b[?25h")
        self.stream.write("".join(out))
        self.stream.flush()
        self.rows, self.page, self.size = new, page, size

    def scroll(self, key: str) -> bool:
        """Scroll the page if the key is meant for that; return whether it was."""
        return self.pager.turn(key)

    def write_out(self, screen: Screen, page: object) -> None:
        """Write the new part of a screen to a pipe."""
        if page == self.page and (screen.body, screen.tail) == (self.body, self.tail):
            return
        start = first_difference(self.body, screen.body) if page == self.page else 0
        if self.page is not None and (page != self.page or start < len(screen.body)):
            self.stream.write("\n")
        for line in (*screen.body[start:], *screen.tail):
            self.stream.write(self.styled_text(line).rstrip() + "\n")
        self.stream.flush()
        self.body, self.tail, self.page = screen.body, screen.tail, page

    def print(self, lines: Iterable[Line]) -> None:
        """Write rows below what is already there."""
        for line in lines:
            self.stream.write(self.styled_text(line).rstrip() + "\n")
        self.stream.flush()

    def close(self, *, without: int = 0) -> None:
        """Leave the cursor below what was drawn; the last rows `without`, such as keys, are erased."""
        if self.live and self.rows:
            last = max(1, len(self.rows) - without)
            erased = f"\x1b[{last + 1}H\x1b[J" if last < len(self.rows) else ""
            self.stream.write(f"{erased}\x1b[{last}H\x1b[?25h\r\n")
            self.stream.flush()

    def styled_text(self, line: Line) -> str:
        """Return a row with escape codes for those of its styles that the terminal shows."""
        return "".join(
            f"\x1b[{style}m{printable(text)}\x1b[0m"
            if style and text and self.takes(style)
            else printable(text)
            for text, style in line.spans
        )

    def takes(self, style: Style) -> bool:
        """Return whether a style is shown: NO_COLOR leaves bold and faint."""
        return self.styled if style in (Style.STRONG, Style.FAINT) else self.colored


def first_difference(old: tuple[Line, ...], new: tuple[Line, ...]) -> int:
    """Return how many lines at the beginning are equal."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (before, after) in pairs if before != after), min(len(old), len(new)))
