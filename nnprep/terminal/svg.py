"""A screen as an SVG picture that is the same on every run: no random ids, dates or downloaded fonts.

Rich is used here only, for its SVG export; every screen is laid out by `layout` and `tables`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from nnprep.terminal.layout import Line, Style

PICTURE_WIDTH = 84
"""Columns of a picture."""


def picture(lines: Sequence[Line], title: str, width: int = PICTURE_WIDTH) -> str:
    """Return a screen as an SVG document, `width` columns wide."""
    canvas = Console(
        file=io.TextIOWrapper(io.BytesIO(), encoding="utf-8"),
        record=True,
        width=width,
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    for line in lines:
        canvas.print(Text.assemble(*pieces(line)), no_wrap=True)
    return canvas.export_svg(title=title, theme=SVG_EXPORT_THEME, code_format=FORMAT, unique_id="nnprep")


def is_picture(head: bytes) -> bool:
    """Return whether a file that begins with `head` is a picture that `picture` made."""
    return head.startswith(b'<svg class="rich-terminal"') and b".nnprep-matrix" in head


def pieces(line: Line) -> Iterator[tuple[str, str]]:
    """Yield texts with Rich's name of their style; curves go sign by sign.

    Few fonts have braille as wide as letters, so each sign of a curve needs its own position in the picture; Rich
    gives neighbors one only if their styles differ.
    """
    for text, style in line.spans:
        if not any(BRAILLE <= sign for sign in text):
            yield text, RICH[style]
            continue
        for place, sign in enumerate(text):
            yield sign, f"{RICH[style]} not italic" if place % 2 else RICH[style]


BRAILLE = "\u2800"
RICH = {
    Style.PLAIN: "",
    Style.STRONG: "bold",
    Style.FAINT: "dim",
    Style.GOOD: "green",
    Style.BAD: "red",
    Style.ACCENT: "cyan",
}
FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
    <style>
    .{unique_id}-matrix {{
        font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace;
        font-size: {char_height}px;
        line-height: {line_height}px;
        font-variant-east-asian: full-width;
    }}
    .{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: arial, sans-serif; }}
    {styles}
    </style>
    <defs>
    <clipPath id="{unique_id}-clip-terminal">
      <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
    </clipPath>
    {lines}
    </defs>
    {chrome}
    <g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
    {backgrounds}
    <g class="{unique_id}-matrix" xml:space="preserve">
    {matrix}
    </g>
    </g>
</svg>
"""
