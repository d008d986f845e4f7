"""Bars: one for each row, of one part or of several parts in a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nnprep.pages.charts.rows import ChartRow, chart_rows, strip
from nnprep.pages.element import Element, element


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar."""

    label: str
    parts: tuple[float, ...]
    """Sizes of its parts, from the left; at least 0."""
    figures: tuple[str, ...]
    """The same as text."""
    note: str = ""


def bars(
    rows: Iterable[Bar], header: Sequence[str], *, caption: str, full: float | None = None, track: bool = True
) -> Element:
    """Return bars; one of the size `full` fills its row, or the largest one if `full` is None.

    With `full`, each bar lies on a track that shows what full would be, unless `track` is off.
    """
    rows = list(rows)
    whole = full or max((sum(row.parts) for row in rows), default=0) or 1
    return chart_rows(
        (
            ChartRow(
                label=row.label,
                strip=drawn(row.parts, whole, track=track and full is not None),
                figures=row.figures,
                note=row.note,
            )
            for row in rows
        ),
        header,
        caption=caption,
    )


def drawn(parts: Iterable[float], whole: float, *, track: bool) -> Element:
    """Return one bar, with `track` on a track as long as the whole."""
    shapes, x = [element("rect", width=100, height=8, class_="track")] * track, 0.0
    for number, part in enumerate(parts, start=1):
        width = min(100 * part / whole, 100 - x)
        if width > 0:
            shapes.append(element("rect", x=x, width=width, height=8, class_=f"part{number}"))
        x += width
    return strip(100, 8, *shapes, stretches=True)


def key(names: Iterable[str]) -> Element:
    """Return which part of a bar is which."""
    items = [
        element(
            "li",
            element(
                "svg",
                element("rect", width=12, height=12, rx=2, class_=f"part{number}"),
                viewBox="0 0 12 12",
                aria_hidden="true",
                focusable="false",
            ),
            name,
        )
        for number, name in enumerate(names, start=1)
    ]
    return element("ul", *items, class_="key")
