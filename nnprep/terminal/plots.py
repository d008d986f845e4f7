"""Curves drawn with characters: eight dots in each cell, or one sign if the terminal shows only ASCII."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from nnprep.terminal.layout import Line, Paper, Style

Point = tuple[float, float]
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bits of a braille sign by row and column (Unicode 2800 to 28FF)."""
BLOCKS = "▁▂▃▄▅▆▇█"


class Plot:
    """A rectangle of characters in which curves are drawn, with its limits on the left and below."""

    def __init__(
        self, width: int, height: int, x: tuple[float, float], y: tuple[float, float], *, ascii: bool = False
    ) -> None:
        self.width, self.height = width, height
        self.x, self.y = x, y
        self.ascii = ascii
        self.across, self.down = (1, 1) if ascii else (2, 4)
        self.cells = [[0] * width for _ in range(height)]
        self.marks: dict[tuple[int, int], str] = {}

    def curve(self, points: Sequence[Point]) -> None:
        """Join points by straight lines; points outside the limits or not finite are not drawn."""
        spots = [self.spot(x, y) for x, y in points if math.isfinite(x) and math.isfinite(y)]
        for (column, row), (next_column, next_row) in pairwise(spots):
            steps = max(abs(next_column - column), abs(next_row - row), 1)
            if steps > 10_000:
                continue
            for step in range(steps + 1):
                part = step / steps
                self.dot(round(column + part * (next_column - column)), round(row + part * (next_row - row)))
        if len(spots) == 1:
            self.dot(*spots[0])

    def mark(self, x: float, y: float, sign: str) -> None:
        """Put one sign at a point, in front of all curves."""
        column, row = self.spot(x, y)
        cell = (row // self.down, column // self.across)
        if 0 <= cell[0] < self.height and 0 <= cell[1] < self.width:
            self.marks[cell] = sign

    def spot(self, x: float, y: float) -> tuple[int, int]:
        """Return column and row of a point's dot, counted from the upper left corner."""
        column = (x - self.x[0]) / (self.x[1] - self.x[0]) * (self.width * self.across - 1)
        row = (self.y[1] - y) / (self.y[1] - self.y[0]) * (self.height * self.down - 1)
        return round(max(min(column, 1e6), -1e6)), round(max(min(row, 1e6), -1e6))

    def dot(self, column: int, row: int) -> None:
        """Set one dot, if it is inside."""
        if 0 <= column < self.width * self.across and 0 <= row < self.height * self.down:
            bit = DOTS[row % self.down][column % self.across]
            self.cells[row // self.down][column // self.across] |= bit

    def rows(self) -> list[str]:
        """Return the drawing without its frame; an empty cell on y = 0 or x = 0 shows the axis."""
        zero_row, zero_column = self.zero()
        lines = []
        for row, cells in enumerate(self.cells):
            signs = []
            for column, cell in enumerate(cells):
                mark = self.marks.get((row, column))
                if mark is None and not cell:
                    vertical = "|" if self.ascii else "│"
                    horizontal = "-" if self.ascii else "─"
                    mark = horizontal if row == zero_row else vertical if column == zero_column else " "
                signs.append(mark or ("*" if self.ascii else chr(0x2800 + cell)))
            lines.append("".join(signs))
        return lines

    def zero(self) -> tuple[int, int]:
        """Return the row and the column of the axes; -1 if outside."""
        column, row = self.spot(0, 0)
        inside = self.y[0] <= 0 <= self.y[1], self.x[0] <= 0 <= self.x[1]
        return (row // self.down if inside[0] else -1), (column // self.across if inside[1] else -1)

    def framed(self) -> list[str]:
        """Return the drawing with the limits of y on its left and those of x below."""
        top, bottom = f"{self.y[1]:g}", f"{self.y[0]:g}"
        margin = max(len(top), len(bottom)) + 1
        left = [
            top.rjust(margin - 1) + " ",
            *[" " * margin] * (self.height - 2),
            bottom.rjust(margin - 1) + " ",
        ]
        low, high = f"{self.x[0]:g}", f"{self.x[1]:g}"
        below = " " * margin + low + high.rjust(self.width - len(low))
        return [*(a + b for a, b in zip(left, self.rows(), strict=True)), below]


def side_by_side(
    plots: Sequence[tuple[str, Plot]], paper: Paper, indent: int = 2, gap: int = 3
) -> list[Line]:
    """Return titled plots next to each other, as many as fit in a row."""
    blocks = [[title, *plot.framed()] for title, plot in plots]
    lines: list[Line] = []
    while blocks:
        count = len(blocks)
        while count > 1 and indent + sum(wide(b) + gap for b in blocks[:count]) - gap >= paper.width:
            count -= 1
        row, blocks = blocks[:count], blocks[count:]
        height = max(len(block) for block in row)
        for number in range(height):
            spans = [(" " * indent, Style.PLAIN)]
            for block in row:
                text = paper.spelled(block[number]) if number < len(block) else ""
                style = Style.STRONG if number == 0 else Style.FAINT if number == height - 1 else Style.ACCENT
                spans.append((text.ljust(wide(block) + gap), style))
            lines.append(Line(tuple(spans)))
        if blocks:
            lines.append(Line())
    return lines


def wide(block: Sequence[str]) -> int:
    """Return the width of a block of lines."""
    return max(map(len, block))


def sparkline(values: Sequence[float], *, ascii: bool = False) -> str:
    """Return one block for each value, on a linear scale from the smallest to the largest."""
    low, high = min(values), max(values)
    signs = "_.-=#" if ascii else BLOCKS
    span = (high - low) or 1.0
    return "".join(signs[min(int((v - low) / span * len(signs)), len(signs) - 1)] for v in values)
