"""A timeline: what happened from when to when, a row for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nnprep.pages.charts.rows import ChartRow, chart_rows, strip
from nnprep.pages.element import Element, element


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One thing that took time."""

    label: str
    start: float
    end: float
    """In any unit, the same for all."""
    figures: tuple[str, ...]
    """The same as text."""
    note: str = ""
    target: float | None = None
    """When it should have ended; None if nothing was asked."""


def timeline(spans: Iterable[Span], header: Sequence[str], *, caption: str) -> Element:
    """Return the rows of a timeline, in their order, from the first start to the last end."""
    spans = list(spans)
    first = min((span.start for span in spans), default=0.0)
    last = max((max(span.end, span.target or span.end) for span in spans), default=1.0)
    scale = 100 / ((last - first) or 1)
    rows = [
        ChartRow(label=span.label, strip=drawn(span, first, scale), figures=span.figures, note=span.note)
        for span in spans
    ]
    return chart_rows(rows, header, caption=caption)


def drawn(span: Span, first: float, scale: float) -> Element:
    """Return one row: the time it took, and a mark where it should have ended."""
    width = max(scale * (span.end - span.start), 0.6)  # even a second is seen
    start = min(scale * (span.start - first), 100 - width)
    shapes = [
        element("rect", width=100, height=8, class_="track"),
        element("rect", x=start, width=width, height=8, class_="part1"),
    ]
    if span.target is not None:
        shapes.append(
            element("rect", x=scale * (span.target - first) - 0.25, width=0.5, height=8, class_="mark")
        )
    return strip(100, 8, *shapes, stretches=True)
