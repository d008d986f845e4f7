"""Shows a page: as it is, as a picture, or scrolling if it is longer than the terminal."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from nnprep.cli.output import Page, show_page
from nnprep.terminal.painter import Painter


def show(page: Page, svg: Path | None = None, *, force: bool = False) -> None:
    """Print a page, scroll through a long one in a terminal, or save it as a picture; `force` replaces any file."""
    if svg is None and sys.stdout.isatty():
        lines = page(Painter(sys.stdout, live=True).paper())
        if len(lines) >= shutil.get_terminal_size((80, 24)).lines:
            # Only a page longer than the terminal reads keys.
            from nnprep.cli.reading.scroller import scroll

            if scroll(page):
                return
    show_page(page, svg, force=force)
