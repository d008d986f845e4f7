"""How every command writes its result: a page for people, as text or as a picture, or JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
        # Only pictures are files, and are drawn with Rich.
        from nnprep.cli.picture import save_picture

        save_picture(page, svg, force=force)
        return
    painter = Painter(sys.stdout, live=sys.stdout.isatty())
    painter.print(page(painter.paper()))


def is_unbounded() -> bool:
    """Return whether rows may be of any width: for another program such as grep, unless COLUMNS asks for one."""
    return not sys.stdout.isatty() and not os.environ.get("COLUMNS")


def report_misdated(history: History) -> None:
    """Say on standard error that some events don't count, because a clock was wrong when they were written."""
    misdated = history.misdated()
    if misdated is not None:
        write_lines(sys.stderr, f"nnprep: {misdated.sentence}")


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
