"""Text laid out in rows that fit a width, for every screen.

Not with Rich, which takes longer to import than the first card takes to appear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby

from nnprep.errors import printable
from nnprep.named_tuple import NamedTuple
from nnprep.terminal.encoding import ascii_spelling


class Style(StrEnum):
    """How a text is emphasized; every screen is readable without it."""

    PLAIN = ""
    STRONG = "1"
    FAINT = "2"
    GOOD = "32"
    BAD = "31"
    ACCENT = "36"


class Line(NamedTuple):
    """One row of the screen: texts with their styles."""

    spans: tuple[tuple[str, Style], ...] = ()

    @property
    def text(self) -> str:
        """The row without styles."""
        return "".join(text for text, _ in self.spans)


class Screen(NamedTuple):
    """What a terminal shows."""

    body: tuple[Line, ...]
    """What is read; may be taller than the terminal."""
    tail: tuple[Line, ...]
    """What can be done now, below the body; changes in place."""
    part: object = None
    """Which part of a page the body shows, any value."""
    start: int = 0
    """Row of the body from which a new part is shown if the body is taller than the terminal."""
    onward: tuple[str, ...] = ()
    """Keys that lead on from here; if the body is taller than the terminal, they scroll to its end first."""
    focus: tuple[object, tuple[Line, ...]] = (None, ())
    """What the body is about now, and its rows: when this changes, these rows are scrolled into view."""
    cursor: tuple[int, int] | None = None
    """Where text is typed: how many rows of the tail are below, and the column. None puts the cursor at the end."""
    scrolling: tuple[Line, ...] = ()
    """What takes the tail's place as long as a key of `onward` scrolls; at most as many rows."""


class Paper(NamedTuple):
    """What screens are written on: its width, and which signs it can show."""

    width: int
    """Columns of the terminal; running text uses at most `READABLE` of them."""
    ascii: bool = False
    """Whether only ASCII can be shown."""

    def paragraph(
        self, text: str, style: Style = Style.PLAIN, *, indent: str = " ", first: str | None = None
    ) -> list[Line]:
        """Return a text wrapped into rows; `first` begins the first row, `indent` the others."""
        text = self.spelled(text)
        first = self.spelled(indent if first is None else first)
        more = max(0, width_of(first) - width_of(indent))
        rows = wrapped(text, self.room - width_of(indent), taken=more)
        return [
            Line((((first if number == 0 else indent), Style.PLAIN), (row, style)))
            for number, row in enumerate(rows or [""])
        ]

    def verbatim(self, text: str, *, indent: str = " ") -> list[Line]:
        """Return a line of code with its spaces; if it is too wide, it breaks where the row ends."""
        text = self.spelled(text.rstrip())
        depth = len(text) - len(text.lstrip())
        room = max(8, self.room - len(indent))
        first, *rest = chopped(text, room)
        deeper = " " * min(depth + 2, room // 3)
        below = chopped("".join(rest), room - len(deeper)) if rest else ()
        rows = [first, *(deeper + row for row in below)]
        return [Line(((indent + row, Style.PLAIN),)) for row in rows]

    def prose(self, text: str, *, indent: str = " ") -> list[Line]:
        """Return paragraphs separated by empty rows; lines indented by four spaces are formulas."""
        lines: list[Line] = []
        for block in re.split(r"\n\s*\n", text.strip("\n")):
            lines += [Line()] if lines else []
            for is_formula, rows in groupby(block.split("\n"), key=lambda row: row.startswith("    ")):
                if is_formula:
                    lines += [line for row in rows for line in self.verbatim(row[2:], indent=indent)]
                else:
                    lines += self.paragraph(" ".join(rows), indent=indent)
        return lines

    def joined(
        self, parts: Iterable[str], style: Style = Style.FAINT, *, indent: str = " ", faint: str = ""
    ) -> list[Line]:
        """Return short parts, such as keys, side by side with dots between them; none is broken.

        `faint` comes first and should not draw the eye, such as a clock.
        """
        gap = f" {self.dot} "
        rows: list[str] = []
        for part in (self.spelled(part) for part in (faint, *parts) if part):
            if rows and width_of(rows[-1]) + width_of(gap) + width_of(part) <= self.room - len(indent):
                rows[-1] += gap + part
            else:
                rows.append(part)
        lines = [Line(((indent, Style.PLAIN), (row, style))) for row in rows]
        if faint:
            first = self.spelled(faint)
            lines[0] = Line(((indent, Style.PLAIN), (first, Style.FAINT), (rows[0][len(first) :], style)))
        return lines

    def shortened(self, text: str, room: int) -> str:
        """Return a text cut to `room` columns; … replaces what is missing."""
        text, dots = self.spelled(text), self.spelled("…")
        return text if width_of(text) <= room else next(chopped(text, room - len(dots))).rstrip() + dots

    def spelled(self, text: str) -> str:
        """Return a text in signs that can be shown, without control characters."""
        text = printable(text, keep="", instead=" ")
        return ascii_spelling(text) if self.ascii else text

    @property
    def dot(self) -> str:
        """The sign between short parts of a row."""
        return "|" if self.ascii else "·"

    @property
    def room(self) -> int:
        """Columns used; the last one stays free, because some terminals wrap as soon as it is filled."""
        return max(20, min(self.width - 1, READABLE))


def wrapped(text: str, room: int, *, taken: int = 0) -> list[str]:
    """Return a text in rows of at most `room` columns; only a word longer than a row is broken.

    `taken` columns of the first row are not free.
    """
    rows: list[str] = []
    row, used = "", 0
    for word in text.split():
        wide = width_of(word)
        if row and used + 1 + wide <= room - (0 if rows else taken):
            row, used = f"{row} {word}", used + 1 + wide
            continue
        if row:
            rows.append(row)
        *full, row = chopped(word, max(8, room - (0 if rows else taken)))
        rows += full
        used = width_of(row)
    return [*rows, row] if row else rows


def chopped(text: str, room: int) -> Iterator[str]:
    """Cut a text into pieces of at most `room` columns; yields at least one."""
    piece, used = "", 0
    for sign in text:
        wide = width_of(sign)
        if used + wide > room and piece:
            yield piece
            piece, used = "", 0
        piece, used = piece + sign, used + wide
    yield piece


def width_of(text: str) -> int:
    """Return how many columns a text takes: combining accents take none, wide signs take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def percent(share: float) -> str:
    """Return a share between 0 and 1 as `16 %`."""
    return f"{100 * share:.0f} %"


READABLE = 88
"""Columns beyond which rows are hard to read."""
