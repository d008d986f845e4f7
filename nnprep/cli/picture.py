"""Saves a page as a picture, titled with the command that draws it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from nnprep.errors import printable
from nnprep.practice.workspace import write_file
from nnprep.terminal.layout import Line, Paper
from nnprep.terminal.plain import write_lines
from nnprep.terminal.svg import PICTURE_WIDTH, is_picture, picture

STANDARD = Path("-")
"""Typed instead of a file: standard output."""


def save_picture(page: Callable[[Paper], list[Line]], svg: Path, *, force: bool) -> None:
    """Save a page as an SVG picture and say where; raises UsageError if the file can't be written."""
    title = printable(f"nnprep {' '.join(without_svg(sys.argv[1:]))}", keep="")
    text = picture(page(Paper(width=PICTURE_WIDTH + 1)), title=title)
    if svg == STANDARD:
        write_lines(sys.stdout, text.rstrip("\n"))
        return
    write_file(svg, text, force=force, ours=is_picture)
    write_lines(sys.stdout, f"saved {svg}")


def without_svg(arguments: list[str]) -> list[str]:
    """Return what was typed without --svg FILE and --force: the picture's title."""
    words, is_file = [], False
    for argument in arguments:
        if is_file or argument == "--svg" or argument.startswith("--svg="):
            is_file = argument == "--svg"
        elif argument != "--force":
            words.append(argument)
    return words
