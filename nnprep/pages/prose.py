"""Longer texts of cards and reports: paragraphs, and formulas as they were set."""

from __future__ import annotations

import re
from itertools import groupby

from nnprep.pages.element import Child, Element, element


def prose(text: str) -> list[Element]:
    """Return paragraphs separated by empty lines; lines indented by four spaces are formulas."""
    blocks = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip("\n")):
        for is_formula, rows in groupby(block.split("\n"), key=lambda row: row.startswith("    ")):
            lines = list(rows)
            if is_formula:
                blocks.append(element("pre", "\n".join(line[4:] for line in lines)))
            elif any(line.strip() for line in lines):
                blocks.append(element("p", *inline(" ".join(lines))))
    return blocks


def inline(text: str) -> list[Child]:
    """Return a text whose parts in `backticks` are code; a backtick without a partner stays."""
    pieces = re.split(r"`([^`]+)`", text)
    return [element("code", piece) if number % 2 else piece for number, piece in enumerate(pieces) if piece]


def quotation(text: str) -> Element:
    """Return what somebody said, with its line breaks."""
    return element("blockquote", text.strip("\n"))


def clock(seconds: float) -> str:
    """Return a duration as `0:42`, `12:05` or `1:02:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
