"""`nnprep lint`: checks cards and exercises, and prints what it verified."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.options import Json
from nnprep.cli.output import show_json, show_page
from nnprep.lint.lint import lint as prove
from nnprep.screens.lint import confusion_page, proof_json, proof_page
from nnprep.terminal.plain import show_status, write_lines


def lint(
    path: Annotated[
        Path | None,
        typer.Argument(help="A content folder, a topic file or an exercise; all content if omitted."),
    ] = None,
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="Try exercises with seeds 1 to N.")] = 3,
    table: Annotated[
        bool, typer.Option("--table", help="Print which known mistakes were recognized.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Check cards and exercises, built in or your own.

    Every error is reported as file:line:column. If there are none, a summary says what was verified. The exit code
    is 1 if there are errors.

    Example: nnprep lint ~/my-content --seeds 5
    """
    watched = sys.stderr.isatty() and not as_json
    try:
        verdict = prove(path, seeds, show_progress if watched else None)
    finally:
        if watched:
            show_progress("")
    if as_json:
        show_json(proof_json(verdict))
        return verdict.exit_code
    if table:
        show_page(lambda paper: confusion_page(verdict, paper))
    if verdict.faults:
        write_lines(sys.stdout, "\n".join(map(str, verdict.faults)))
    show_page(lambda paper: proof_page(verdict, paper))
    return verdict.exit_code


def show_progress(what: str) -> None:
    """Say on one line of standard error what is being checked; an empty text clears the line."""
    show_status(sys.stderr, f"checking {what} ..." if what else "")
