"""Heat maps: a row for each thing with a cell for each time, and a calendar with a cell for each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nnprep.pages.charts.rows import ChartRow, chart_rows, strip
from nnprep.pages.element import Element, element

SIDE, GAP = 20, 2
"""Of a cell in a row, and between two."""
DAY = 14
"""Side of a day in a calendar."""
MARGIN = 30
"""Left of a calendar, for the names of the days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell with something in it."""

    step: int
    """How dark it is, from 0 to 4."""
    text: str
    """What it says, such as `week of 2 Nov: 3 of 5 missed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One row of a heat map."""

    label: str
    cells: tuple[Cell | None, ...]
    """None where there is nothing to say."""
    figures: tuple[str, ...]
    note: str = ""


def heat_map(
    rows: Iterable[HeatRow], columns: Sequence[str], header: Sequence[str], *, caption: str
) -> Element:
    """Return a heat map; `columns` holds what stands above each cell, mostly nothing."""
    names = [
        element("text", name, x=number * SIDE, y=9, class_="tick")
        for number, name in enumerate(columns)
        if name
    ]
    axis = strip(len(columns) * SIDE, 12, *names)
    return chart_rows(
        (ChartRow(label=row.label, strip=drawn(row), figures=row.figures, note=row.note) for row in rows),
        header,
        caption=caption,
        axis=axis,
    )


def drawn(row: HeatRow) -> Element:
    """Return the cells of a row, each with its words; a dot where there is nothing to say."""
    shapes = []
    for number, cell in enumerate(row.cells):
        if cell is None:
            shapes.append(
                element("circle", cx=number * SIDE + SIDE / 2 - 1, cy=SIDE / 2 - 2, r=1.2, class_="tick")
            )
            continue
        shapes.append(square(number * SIDE, 0, SIDE - GAP, SIDE - 4, cell))
    said = "; ".join(cell.text for cell in row.cells if cell) or "nothing yet"
    return strip(len(row.cells) * SIDE, SIDE - 4, *shapes, label=said)


def square(x: float, y: float, width: float, height: float, cell: Cell) -> Element:
    """Return a cell that says its words when one points at it."""
    return element(
        "rect",
        element("title", cell.text),
        x=x,
        y=y,
        width=width,
        height=height,
        rx=2,
        class_=f"heat{cell.step}",
    )


def legend(names: Iterable[str]) -> Element:
    """Return which shade means what, from step 0 up."""
    items = [
        element(
            "li",
            element(
                "svg",
                element("rect", x=0.5, y=0.5, width=11, height=11, rx=2, class_=f"heat{step}"),
                viewBox="0 0 12 12",
                aria_hidden="true",
                focusable="false",
            ),
            name,
        )
        for step, name in enumerate(names)
    ]
    return element("ul", *items, class_="key")


def calendar(days: Mapping[date, Cell], today: date, weeks: int, *, summary: str) -> Element:
    """Return the last weeks: a column for each week, a row for each weekday; `summary` says it in words."""
    monday = today - timedelta(days=today.weekday()) - timedelta(weeks=weeks - 1)
    shapes = [
        element("text", name, x=0, y=14 + DAY * row + 10, class_="tick")
        for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
    ]
    for week in range(weeks):
        first = monday + timedelta(weeks=week)
        if first.day <= 7 and week < weeks - 1:
            shapes.append(element("text", f"{first:%b}", x=MARGIN + DAY * week, y=9, class_="tick"))
        for weekday in range(7):
            day = first + timedelta(days=weekday)
            if day <= today:
                cell = days.get(day, Cell(step=0, text=f"{day:%a} {day.day} {day:%b}: nothing"))
                shapes.append(square(MARGIN + DAY * week, 14 + DAY * weekday, DAY - 2, DAY - 2, cell))
    picture = strip(MARGIN + DAY * weeks, 14 + DAY * 7, *shapes, label=summary)
    return element("figure", picture, class_="picture")
