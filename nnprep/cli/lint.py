"""`nnprep lint`: proves cards and exercises, and prints what it proved."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def lint(
    path: Annotated[
        Path | None,
        typer.Argument(help="A content folder, a topic file or an exercise; without it, all content."),
    ] = None,
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="Try exercises under the seeds 1 to N.")] = 3,
    table: Annotated[bool, typer.Option("--table", help="Print what became of each known mistake.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Prove cards and exercises, the built-in ones or your own.

    Every fault is told as file:line:column. Without a fault, what was proved is told. The exit code is 1 where
    there is a fault.

    Example: nnprep lint ~/my-content --seeds 5
    """
    from nnprep.cli.explain.output import present
    from nnprep.cli.output import show_json
    from nnprep.lint.lint import lint as prove
    from nnprep.screens.lint import confusion_page, proof_json, proof_page
    from nnprep.terminal.encoding import speak_plainly

    watched = sys.stderr.isatty() and not as_json
    try:
        verdict = prove(path, seeds, progress if watched else None)
    finally:
        if watched:
            progress("")
    if as_json:
        show_json(proof_json(verdict))
        return verdict.exit_code
    if table:
        present(lambda paper: confusion_page(verdict, paper))
    speak_plainly(sys.stdout)
    for fault in verdict.faults:
        typer.echo(str(fault))
    present(lambda paper: proof_page(verdict, paper))
    return verdict.exit_code


def progress(what: str) -> None:
    """Say on one line of standard error what is being proved; nothing clears the line."""
    sys.stderr.write(f"\r\x1b[K{f'proving {what} ...' if what else ''}")
    sys.stderr.flush()
