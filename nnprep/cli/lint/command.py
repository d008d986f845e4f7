"""`nnprep lint`: checks cards and exercises, and prints what it verified."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.lint.fault_lines import LintFormat, fault_lines
from nnprep.cli.options import Json
from nnprep.cli.output import show_json, show_page
from nnprep.errors import UnknownNameError, UsageError
from nnprep.lint.answer_points import answer_points
from nnprep.lint.derived_proof import checked_derivations, named_mistakes
from nnprep.lint.lint import LintResult
from nnprep.lint.lint import lint as prove
from nnprep.screens.lint import (
    answer_json,
    answer_page,
    confusion_page,
    derived_json,
    derived_only_json,
    derived_only_page,
    derived_page,
    proof_json,
    proof_page,
)
from nnprep.terminal.plain import show_status, write_lines


def lint(
    path: Annotated[
        Path | None,
        typer.Argument(help="A content folder, a topic file or an exercise; all content if omitted."),
    ] = None,
    seeds: Annotated[
        int, typer.Option("--seeds", metavar="N", min=1, help="Try exercises with seeds 1 to N.")
    ] = 3,
    table: Annotated[
        bool, typer.Option("--table", help="List every mistake, and whether it was recognized.")
    ] = False,
    derived: Annotated[
        bool,
        typer.Option("--derived", help="Print the derived mistakes that no core check catches."),
    ] = False,
    derived_only: Annotated[
        bool,
        typer.Option("--derived-only", help="Print how many known mistakes derived ones name."),
    ] = False,
    answer: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--answer", metavar="CARD TEXT", help="Show which key points of a card an answer makes."
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORM", help="text, gcc, github or json.")
    ] = LintFormat.TEXT.value,
    as_json: Json = False,
) -> int:
    """Check cards and exercises, built in or your own.

    Errors are reported as file:line:column, or a summary says what was verified. The exit code is 1 if there are any,
    or if an answer lacks a required key point.

    Example: nnprep lint ~/my-content --seeds 5
    """
    if form not in list(LintFormat):
        raise UnknownNameError("format", form, list(LintFormat), next_step="nnprep lint --help")
    as_json = as_json or form == LintFormat.JSON
    if answer is not None:
        if path is not None:
            raise UsageError(
                "--answer takes a card's id, so it takes no path.", next_step="nnprep lint --help"
            )
        points = answer_points(*answer)
        if as_json:
            show_json(answer_json(points))
        else:
            show_page(lambda paper: answer_page(points, paper))
        return points.exit_code
    watched = sys.stderr.isatty() and not as_json
    if derived or derived_only:
        watch = show_progress if watched else None
        show_derived(path, only=derived_only, every=table, as_json=as_json, watch=watch)
        return 0
    try:
        result = prove(path, seeds, show_progress if watched else None)
    finally:
        if watched:
            show_progress("")
    show_proof(result, LintFormat.JSON if as_json else LintFormat(form), table=table)
    return result.exit_code


def show_proof(result: LintResult, form: LintFormat, *, table: bool) -> None:
    """Show what lint found, in the form that was asked for; an editor reads errors only."""
    if form is LintFormat.JSON:
        show_json(proof_json(result))
        return
    if table:
        show_page(lambda paper: confusion_page(result, paper))
    if result.faults:
        write_lines(sys.stdout, "\n".join(fault_lines(result.faults, form)))
    if form is not LintFormat.GCC:
        show_page(lambda paper: proof_page(result, paper))


def show_derived(
    path: Path | None, *, only: bool, every: bool, as_json: bool, watch: Callable[[str], None] | None
) -> None:
    """Show what derived mistakes prove. Raises UsageError and ContentError."""
    try:
        named = named_mistakes(path, watch) if only else []
        checked = [] if only else checked_derivations(path, watch)
    finally:
        if watch:
            watch("")
    if as_json:
        show_json(derived_only_json(named) if only else derived_json(checked))
    else:
        page = partial(derived_only_page, named) if only else partial(derived_page, checked, every=every)
        show_page(page)


def show_progress(what: str) -> None:
    """Say on one line of standard error what is being checked; an empty text clears the line."""
    show_status(sys.stderr, f"checking {what} ..." if what else "")
