"""A radar: several scores at once, each on a spoke of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nnprep.pages.charts.rows import strip
from nnprep.pages.element import Element, element

WIDTH, HEIGHT, RADIUS = 360, 270, 92
RINGS = 4


def radar(spokes: Sequence[tuple[str, float | None]], *, summary: str) -> Element:
    """Return scores from 0 to 1 on three or more spokes; one of None has a spoke, but no point.

    `summary` says the scores in words. Raises ValueError for fewer than three spokes.
    """
    if len(spokes) < 3:
        raise ValueError("a radar has three spokes or more")
    shapes = [
        element("polygon", points=joined(points([ring / RINGS] * len(spokes))), class_="ring")
        for ring in range(1, RINGS + 1)
    ]
    for (name, score), (x, y) in zip(spokes, points([1.0] * len(spokes)), strict=True):
        shapes.append(element("line", x1=WIDTH / 2, y1=HEIGHT / 2, x2=x, y2=y, class_="ring"))
        shapes += label(name, "no evidence" if score is None else f"{100 * score:.0f} %", x, y)
    places = points([score or 0.0 for _, score in spokes])
    scored = [place for place, (_, score) in zip(places, spokes, strict=True) if score is not None]
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


def label(name: str, value: str, x: float, y: float) -> list[Element]:
    """Return a spoke's name and score outside of the rim."""
    aside = x - WIDTH / 2
    anchor = "middle" if abs(aside) < 1 else "start" if aside > 0 else "end"
    x += math.copysign(10, aside) if anchor != "middle" else 0
    y += -22 if y < HEIGHT / 2 - RADIUS / 2 and anchor == "middle" else 18 if anchor == "middle" else -2
    return [
        element("text", name, x=x, y=y, text_anchor=anchor, class_="name"),
        element("text", value, x=x, y=y + 14, text_anchor=anchor, class_="tick"),
    ]
