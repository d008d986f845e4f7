"""A screen as HTML for a notebook: the same rows, in colors that suit light and dark pages."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from nnprep.terminal.layout import Line, Style


def rows_as_html(lines: Sequence[Line]) -> str:
    """Return rows as one preformatted block; every text is escaped."""
    rows = ["".join(span_as_html(text, style) for text, style in line.spans) for line in lines]
    return f'<pre style="{BLOCK}">' + "\n".join(rows) + "</pre>"


def span_as_html(text: str, style: Style) -> str:
    """Return a text in its style."""
    look = LOOK[style]
    return f'<span style="{look}">{escape(text)}</span>' if look else escape(text)


BLOCK = (
    "margin:0;padding:0;white-space:pre-wrap;background:transparent;color:inherit;line-height:1.35;"
    "font-family:var(--jp-code-font-family,monospace)"
)
LOOK = {
    Style.PLAIN: "",
    Style.STRONG: "font-weight:bold",
    Style.FAINT: "opacity:0.65",
    Style.GOOD: "color:#2a9d4a;font-weight:bold",
    Style.BAD: "color:#d9483b;font-weight:bold",
    Style.ACCENT: "color:#1f8a9e",
}
"""Colors of middle lightness, which can be read on white and on black."""
