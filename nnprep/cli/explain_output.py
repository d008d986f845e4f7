"""How explain shows a page: on the terminal, or as a picture in a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType


def present(parts: Sequence[RenderableType], svg: Path | None = None, title: str = "nnprep") -> None:
    """Print a page, or save it as an SVG picture and say where; raises UsageError where that fails."""
    if svg is None:
        from nnprep.cli.output import show

        show(*parts)
        return
    from nnprep.errors import UsageError, shown
    from nnprep.screens.pictures import picture

    try:
        svg.write_text(picture(parts, title), encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{shown(str(svg))} cannot be written: {reason}.") from error
    import sys

    sys.stdout.write(f"saved {svg}\n")
