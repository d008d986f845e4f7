"""How explain shows a page: on the terminal, or as a picture in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from nnprep.terminal.layout import Line, Paper

Page = Callable[[Paper], list[Line]]
"""Lays a page out on the paper at hand."""


def present(page: Page, svg: Path | None = None) -> None:
    """Print a page, or save it as an SVG picture and say where; raises UsageError where that fails."""
    if svg is not None:
        save(page, svg)
        return
    from nnprep.terminal.painter import print_lines

    print_lines(sys.stdout, page)


def save(page: Page, svg: Path) -> None:
    """Save a page as an SVG picture; raises UsageError where it cannot be written."""
    from nnprep.errors import UsageError, shown
    from nnprep.terminal.svg import PICTURE_WIDTH, picture

    text = picture(page(Paper(width=PICTURE_WIDTH + 1)), title=f"nnprep {' '.join(named(sys.argv[1:]))}")
    try:
        svg.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{shown(str(svg))} cannot be written: {reason}.") from error
    sys.stdout.write(f"saved {svg}\n")


def named(arguments: list[str]) -> list[str]:
    """Return what was typed without --svg FILE, as the picture's title."""
    kept, skip = [], False
    for argument in arguments:
        if skip or argument == "--svg" or argument.startswith("--svg="):
            skip = argument == "--svg"
            continue
        kept.append(argument)
    return kept
