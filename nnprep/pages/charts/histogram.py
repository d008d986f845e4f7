"""A histogram: how many fell into each of some neighboring classes."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.pages.charts.rows import strip
from nnprep.pages.element import Element, element

WIDTH, HEIGHT, TOP, FOOT = 360, 140, 16, 18
"""Of the picture, and what is above and below the columns, for their numbers."""


def histogram(classes: Sequence[tuple[str, int]], *, summary: str, caption: str = "") -> Element:
    """Return columns of `(name, count)`, each with its count above and its name below; `summary` says it in words."""
    most = max((count for _, count in classes), default=0) or 1
    room = WIDTH / max(len(classes), 1)
    every = max(1, -(-len(classes) // 12))  # so that names don't touch
    shapes = [element("line", x1=0, x2=WIDTH, y1=HEIGHT - FOOT, y2=HEIGHT - FOOT, class_="axis")]
    for number, (name, count) in enumerate(classes):
        height = (HEIGHT - TOP - FOOT) * count / most
        middle = number * room + room / 2
        shapes.append(
            element(
                "rect",
                element("title", f"{name}: {count:,}"),
                x=number * room + room * 0.1,
                y=HEIGHT - FOOT - height,
                width=room * 0.8,
                height=height,
                class_="part1",
            )
        )
        if not number % every:
            shapes.append(element("text", name, x=middle, y=HEIGHT - 5, text_anchor="middle", class_="tick"))
            if count:
                y = HEIGHT - FOOT - height - 4
                shapes.append(
                    element("text", f"{count:,}", x=middle, y=y, text_anchor="middle", class_="value")
                )
    picture = strip(WIDTH, HEIGHT, *shapes, label=summary)
    return element("figure", picture, element("figcaption", caption) if caption else None, class_="picture")
