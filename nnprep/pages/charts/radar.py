"""A radar: several scores at once, each on a spoke of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from nnprep.pages.charts.rows import strip
from nnprep.pages.element import Element, element

WIDTH, HEIGHT, RADIUS = 360, 270, 92
RINGS = 4
NAME, ROW = 12, 14
"""Signs in a row of a name beside the rim, and the height of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke:
    """One score."""

    name: str
    share: float | None
    """From 0 in the middle to 1 at the rim; None if there is no score: then there is no point."""
    figure: str
    """The same as text."""


def radar(spokes: Sequence[Spoke], *, summary: str) -> Element:
    """Return scores on three or more spokes; `summary` says them in words. Raises ValueError for fewer spokes."""
    if len(spokes) < 3:
        raise ValueError("a radar has three spokes or more")
    shapes = [
        element("polygon", points=joined(points([ring / RINGS] * len(spokes))), class_="ring")
        for ring in range(1, RINGS + 1)
    ]
    for spoke, (x, y) in zip(spokes, points([1.0] * len(spokes)), strict=True):
        shapes.append(element("line", x1=WIDTH / 2, y1=HEIGHT / 2, x2=x, y2=y, class_="ring"))
        shapes += label(spoke, x, y)
    places = points([spoke.share or 0.0 for spoke in spokes])
    scored = [place for place, spoke in zip(places, spokes, strict=True) if spoke.share is not None]
    if len(scored) > 1:
        shapes.append(element("polygon", points=joined(scored), class_="area"))
    shapes += [element("circle", cx=x, cy=y, r=3.5, class_="part1") for x, y in scored]
    return element("figure", strip(WIDTH, HEIGHT, *shapes, label=summary), class_="picture")


def points(shares: Sequence[float]) -> list[tuple[float, float]]:
    """Return a place on each spoke, clockwise from the top; a share of 1 is at the rim."""
    turn = 2 * math.pi / len(shares)
    return [
        (
            WIDTH / 2 + RADIUS * share * math.sin(turn * number),
            HEIGHT / 2 - RADIUS * share * math.cos(turn * number),
        )
        for number, share in enumerate(shares)
    ]


def joined(places: Sequence[tuple[float, float]]) -> str:
    """Return places as the points of a polygon."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def label(spoke: Spoke, x: float, y: float) -> list[Element]:
    """Return a spoke's name and figure outside of the rim; a long name takes several rows."""
    aside = x - WIDTH / 2
    anchor = "middle" if abs(aside) < 1 else "start" if aside > 0 else "end"
    wide = anchor == "middle"
    names = wrap(spoke.name, 2 * NAME if wide else NAME) or [""]
    x += 0 if wide else math.copysign(10, aside)
    height = ROW * len(names)
    if wide:
        y += -height - 7 if y < HEIGHT / 2 else ROW + 6
    else:
        y -= (height - ROW) / 2 + 2
    rows = [
        element("text", name, x=x, y=y + ROW * number, text_anchor=anchor, class_="name")
        for number, name in enumerate(names)
    ]
    return [*rows, element("text", spoke.figure, x=x, y=y + height, text_anchor=anchor, class_="tick")]
