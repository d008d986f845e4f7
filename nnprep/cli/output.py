"""How every command writes its result: a page for people, as text or as a picture, or JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnprep.errors import UsageError, shown
from nnprep.terminal.layout import Line, Paper
from nnprep.terminal.painter import Painter

if TYPE_CHECKING:
    from nnprep.learner.history.log import History

Page = Callable[[Paper], list[Line]]
"""Lays a page out on the paper at hand."""


def show_page(page: Page, svg: Path | None = None) -> None:
    """Print a page, or save it as an SVG picture; raises UsageError if the file can't be written."""
    if svg is not None:
        save_picture(page, svg)
        return
    painter = Painter(sys.stdout, live=sys.stdout.isatty())
    painter.print(page(painter.paper()))


def report_misdated(history: History) -> None:
    """Say on standard error that some events don't count, because a clock was wrong when they were written."""
    misdated = history.misdated()
    if misdated is not None:
        sys.stderr.write(f"nnprep: {misdated.sentence}\n")


def save_picture(page: Page, svg: Path) -> None:
    """Save a page as an SVG picture and say where; raises UsageError if the file can't be written."""
    from nnprep.terminal.svg import PICTURE_WIDTH, picture  # draws with Rich, which only pictures need

    text = picture(
        page(Paper(width=PICTURE_WIDTH + 1)), title=f"nnprep {' '.join(without_svg(sys.argv[1:]))}"
    )
    try:
        svg.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{shown(str(svg))} cannot be written: {reason}.") from error
    sys.stdout.write(f"saved {svg}\n")


def without_svg(arguments: list[str]) -> list[str]:
    """Return what was typed without --svg FILE: the picture's title."""
    words, is_file = [], False
    for argument in arguments:
        if is_file or argument == "--svg" or argument.startswith("--svg="):
            is_file = argument == "--svg"
        else:
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
