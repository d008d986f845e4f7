"""Rows of texts in columns where the terminal is wide enough, one under the other where it is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO, cast

from rich.text import Text

from nnprep.screens.terminal import ascii_spelling, is_ascii

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions

GAP = 3
"""Spaces between two columns where there is room; two where there is not."""


class Rows:
    """A table without lines; it draws itself for the width at hand."""

    def __init__(
        self,
        rows: Sequence[Sequence[str]],
        *,
        header: Sequence[str] = (),
        styles: Sequence[str] = (),
        right: Collection[int] = (),
        indent: int = 2,
        wraps: bool = False,
    ) -> None:
        self.rows = rows
        self.header = header
        self.styles = styles
        """One Rich style for each column."""
        self.right = right
        """Columns that are aligned to the right."""
        self.indent = indent
        self.wraps = wraps
        """Whether the last column may wrap instead of making the table too wide."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        spell = ascii_spelling if is_ascii(cast("TextIO", console.file)) else str
        rows = [[spell(cell) for cell in row] for row in self.rows]
        header = [spell(cell) for cell in self.header]
        width = options.max_width
        gap = self.fitting([*rows, header] if header else rows, width)
        yield from self.columns(rows, header, width, gap) if gap else self.stacked(rows, header, width)

    def fitting(self, rows: Sequence[Sequence[str]], width: int) -> int:
        """Return the gap at which the columns fit, or 0 where they do not."""
        widths = natural(rows)
        if self.wraps and len(widths) > 1:
            widths[-1] = min(widths[-1], NARROWEST_WRAP)
        for gap in (GAP, 2):
            if self.indent + sum(widths) + gap * (len(widths) - 1) <= width:
                return gap
        return 0

    def columns(
        self, rows: Sequence[Sequence[str]], header: Sequence[str], width: int, gap: int
    ) -> Iterator[Text]:
        """Yield one line for each row, more where the last column wraps."""
        widths = natural([*rows, header] if header else rows)
        room = width - self.indent - sum(widths[:-1]) - gap * (len(widths) - 1)
        for number, row in enumerate([header, *rows] if header else rows):
            heading = bool(header) and number == 0
            tail = wrapped(row[-1], room) if self.wraps and len(row) == len(widths) else row[-1:]
            line = Text(" " * self.indent, no_wrap=True, overflow="ignore")
            for column, cell in enumerate([*row[:-1], *tail[:1]]):
                padded = cell.rjust(widths[column]) if column in self.right else cell.ljust(widths[column])
                line.append(padded, "dim" if heading else self.style(column))
                line.append(" " * gap)
            line.rstrip()
            yield line
            for rest in tail[1:]:
                yield Text(" " * (width - room) + rest, self.style(len(widths) - 1), no_wrap=True)

    def stacked(self, rows: Sequence[Sequence[str]], header: Sequence[str], width: int) -> Iterator[Text]:
        """Yield the first cell of each row and beneath it the others with their headings."""
        for row in rows:
            for column, cell in enumerate(row):
                if not cell:
                    continue
                label = f"{header[column]}: " if column and column < len(header) and header[column] else ""
                indent = self.indent + (2 if column else 0)
                for number, piece in enumerate(wrapped(label + cell, width - indent - 2)):
                    yield Text(" " * (indent + 2 * (number > 0)) + piece, self.style(column), no_wrap=True)

    def style(self, column: int) -> str:
        """Return the style of a column."""
        return self.styles[column] if column < len(self.styles) else ""


def natural(rows: Iterable[Sequence[str]]) -> list[int]:
    """Return the width that each column would like to have."""
    widths: list[int] = []
    for row in rows:
        widths += [0] * (len(row) - len(widths))
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], len(cell))
    return widths


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width`; words longer than that are cut."""
    import textwrap

    return textwrap.wrap(text, max(width, 8), break_long_words=True, break_on_hyphens=False) or [""]


NARROWEST_WRAP = 24
"""A last column narrower than this goes beneath the others instead of wrapping."""
