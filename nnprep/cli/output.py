"""How every command writes its result: a page for people, as text or as a picture, or JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnprep.errors import printable
from nnprep.terminal.layout import Line, Paper
from nnprep.terminal.painter import Painter
from nnprep.terminal.plain import write_lines

if TYPE_CHECKING:
    from nnprep.learner.history.log import History

STANDARD = Path("-")
"""Typed instead of a file: standard output or input."""
Page = Callable[[Paper], list[Line]]
"""Lays a page out on the paper at hand."""


def show_page(page: Page, svg: Path | None = None, *, force: bool = False) -> None:
    """Print a page, or save it as an SVG picture; `force` replaces any file. Raises UsageError."""
    if svg is not None:
        save_picture(page, svg, force=force)
        return
    painter = Painter(sys.stdout, live=sys.stdout.isatty())
    painter.print(page(painter.paper()))


def report_misdated(history: History) -> None:
    """Say on standard error that some events don't count, because a clock was wrong when they were written."""
    misdated = history.misdated()
    if misdated is not None:
        write_lines(sys.stderr, f"nnprep: {misdated.sentence}")


def save_picture(page: Page, svg: Path, *, force: bool) -> None:
    """Save a page as an SVG picture and say where; raises UsageError if the file can't be written."""
    # Only pictures are files, and are drawn with Rich.
    from nnprep.practice.workspace import write_file  # as above
    from nnprep.terminal.svg import PICTURE_WIDTH, is_picture, picture  # as above

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


def show_json(value: Any) -> None:
    """Print one JSON object on one line; nan and infinities are written as strings."""
    sys.stdout.write(json.dumps(finite(value), ensure_ascii=True) + "\n")
    sys.stdout.flush()


def finite(value: Any) -> Any:
    """Return `value` with every nan and infinity as a string, since JSON cannot write them."""
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    if isinstance(value, dict):
        return {str(key): finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [finite(item) for item in value]
    return value
