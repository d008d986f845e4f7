"""Lists of names in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from nnprep.errors import plural
from nnprep.terminal.layout import Line, Paper, Style

FEW = 12
"""Names that a line of a report shows."""


def some(names: Sequence[str], count: int, most: int | None = FEW) -> str:
    """Return names with commas between them, at most `most`, and how many of `count` are not shown."""
    shown = names[:most]
    more = count - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


def and_more(count: int, noun: str, paper: Paper, indent: str = "  ") -> list[Line]:
    """Return the line that says how many of a list are not shown; nothing if all are."""
    return (
        paper.paragraph(f"and {plural(count, f'more {noun}')}", Style.FAINT, indent=indent)
        if count > 0
        else []
    )
