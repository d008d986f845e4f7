"""Saves a page as an HTML file, for every command that has --html."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

from nnprep.cli.output import STANDARD
from nnprep.errors import UsageError
from nnprep.pages.document import is_page
from nnprep.practice.workspace import write_file
from nnprep.terminal.plain import write_lines


def refuse_html(html: Path | None, command: str, *, as_json: bool, force: bool) -> None:
    """Raise UsageError for --html beside --json, and for --force without --html."""
    if html is not None and as_json:
        raise UsageError(
            "--json prints facts and --html saves a page; use only one of them.",
            next_step=f"{command} --html {quote(str(html))}",
        )
    if force and html is None:
        raise UsageError("--force only works with --html.", next_step=f"{command} --help")


def save_html(path: Path, page: str, *, force: bool) -> None:
    """Save a page and say where; raises UsageError if the file can't be written."""
    if path == STANDARD:
        write_lines(sys.stdout, page.rstrip("\n"))
        return
    write_file(path, page, force=force, ours=is_page)
    write_lines(sys.stdout, f"saved {path}")
