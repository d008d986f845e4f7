"""Rows of a chart: a label, a strip drawn to scale, and the figures that the strip shows, aligned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nnprep.pages.element import Element, element


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One row of a chart."""

    label: str
    strip: Element
    """An SVG picture as wide as the column."""
    figures: tuple[str, ...] = ()
    """What the strip shows, in numbers: its alternative as text."""
    note: str = ""
    """A remark below the label; may be empty."""


def chart_rows(
    rows: Iterable[ChartRow], header: Sequence[str], *, caption: str, axis: Element | None = None
) -> Element:
    """Return rows as a table: `header` names the label and the figures, and `axis` stands above the strips.

    The table says its roles, because on a narrow screen its rows are laid out as blocks, which hides them.
    """
    label, *names = header
    heading = element(
        "tr",
        element("th", label, scope="col", role="columnheader"),
        element("th", axis, class_="strip", scope="col", role="columnheader", aria_label=caption),
        *(element("th", name, class_="number", scope="col", role="columnheader") for name in names),
        role="row",
    )
    body = element("tbody", *map(laid_out, rows), role="rowgroup")
    return element(
        "table",
        element("thead", heading, role="rowgroup", class_="axis" if axis else None),
        body,
        class_="chart",
        role="table",
        aria_label=caption,
    )


def laid_out(row: ChartRow) -> Element:
    """Return a row of the table."""
    note = element("small", row.note) if row.note else None
    return element(
        "tr",
        element("th", row.label, note, scope="row", role="rowheader"),
        element("td", row.strip, class_="strip", role="cell"),
        *(element("td", figure, class_="number", role="cell") for figure in row.figures),
        role="row",
    )


def strip(width: float, height: float, *shapes: Element, label: str = "", stretches: bool = False) -> Element:
    """Return a picture as wide as its place; `label` says what it shows, unless figures beside it do.

    One that `stretches` keeps its height; it must hold no text.
    """
    return element(
        "svg",
        *shapes,
        viewBox=f"0 0 {width:g} {height:g}",
        preserveAspectRatio="none" if stretches else None,
        class_="stretches" if stretches else None,
        role="img" if label else None,
        aria_label=label or None,
        aria_hidden=None if label else "true",
        focusable="false",
    )
