"""Text laid out in rows that fit a width; without Rich, which would delay the first card by a fifth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from nnprep.terminal.encoding import ascii_spelling


class Style(StrEnum):
    """How a text is set off; readable without any of it."""

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
    """What is read; may be longer than the terminal."""
    tail: tuple[Line, ...]
    """What can be done now, below the body; changes in place."""
    part: object = None
    """Which part of a page the body is about, any value."""
    start: int = 0
    """Row of the body at which another part begins, where the body is longer than the terminal."""
    onward: tuple[str, ...] = ()
    """Keys that lead on from here; where the body is longer than the terminal, they first show the rest of it."""
    focus: tuple[object, tuple[Line, ...]] = (None, ())
    """What the body is about now, and its rows: when it changes to another, these come into sight."""


class Paper(NamedTuple):
    """What is written on: how wide, and with which signs."""

    width: int
    """Columns; texts are kept below `READABLE`."""
    ascii: bool = False
    """Whether only ASCII can be shown."""

    def paragraph(
        self, text: str, style: Style = Style.PLAIN, *, indent: str = " ", first: str | None = None
    ) -> list[Line]:
        """Return a text wrapped into rows; `first` begins the first row, `indent` the others."""
        text = self.spelled(text)
        first = self.spelled(indent if first is None else first)
        rows = wrapped(text, self.room - width_of(indent))
        return [
            Line((((first if number == 0 else indent), Style.PLAIN), (row, style)))
            for number, row in enumerate(rows or [""])
        ]

    def verbatim(self, text: str, *, indent: str = " ") -> list[Line]:
        """Return a formula as it stands; one that is too wide is broken where the row ends."""
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
            if lines:
                lines.append(Line())
            words: list[str] = []
            for row in block.split("\n"):
                if row.startswith("    "):
                    if words:
                        lines += self.paragraph(" ".join(words), indent=indent)
                        words = []
                    lines += self.verbatim(row[2:], indent=indent)
                else:
                    words.append(row.strip())
            if words:
                lines += self.paragraph(" ".join(words), indent=indent)
        return lines

    def joined(
        self, parts: Iterable[str], style: Style = Style.FAINT, *, indent: str = " ", faint: str = ""
    ) -> list[Line]:
        """Return short parts, such as keys, set side by side with dots between; none is broken in two.

        `faint` is a part before them that is not to draw attention, such as a clock.
        """
        gap = " | " if self.ascii else " · "
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

    def rule(self) -> Line:
        """Return a horizontal rule."""
        return Line(((" " + self.spelled("─") * (self.room - 1), Style.FAINT),))

    def spelled(self, text: str) -> str:
        """Return a text in signs that can be shown, without control characters."""
        if not text.isprintable():
            text = "".join(c if c.isprintable() else " " for c in text)
        return ascii_spelling(text) if self.ascii else text

    @property
    def room(self) -> int:
        """Columns used; the last one stays free, since some terminals wrap as soon as it is filled."""
        return max(20, min(self.width - 1, READABLE))


def wrapped(text: str, room: int) -> list[str]:
    """Return a text in rows of at most `room` columns, broken between words, a longer word inside."""
    rows: list[str] = []
    row, used = "", 0
    for word in text.split():
        wide = width_of(word)
        if row and used + 1 + wide <= room:
            row, used = f"{row} {word}", used + 1 + wide
            continue
        if row:
            rows.append(row)
        *full, row = chopped(word, max(8, room))
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
    """Return how many columns a text takes: accents that combine take none, wide signs take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


READABLE = 88
"""Columns beyond which rows are hard to read."""
