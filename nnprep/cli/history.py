"""`nnprep history`: moves the history to another machine, and restores backups."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.output import show_page
from nnprep.errors import UsageError
from nnprep.learner.history.backups import backups, event_count
from nnprep.learner.history.import_export import export_lines, import_copy, import_lines, is_copy
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from nnprep.screens.doctor import backups_page

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)
STANDARD = Path("-")


@app.callback()
def history(ctx: typer.Context) -> None:
    """Move everything you've done to another machine, or restore from a backup.

    Example: nnprep history export everything.jsonl
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command("export")
def export_history(
    file: Annotated[Path, typer.Argument(help="Where to write; - is standard output.")] = STANDARD,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Export everything as JSON, one event per line.

    Example: nnprep history export everything.jsonl
    """
    with History.open() as history:
        if file == STANDARD:
            for line in export_lines(history):
                typer.echo(line)
            return
        if os.path.lexists(file) and not force:
            raise UsageError(
                f"{file} already exists; use --force to replace it.",
                next_step=f"nnprep history export {shlex.quote(str(file))} --force",
            )
        text = "".join(line + "\n" for line in export_lines(history))
    try:
        write_whole(text, file)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}.") from error
    typer.echo(f"Exported to {file}.")


def write_whole(text: str, file: Path) -> None:
    """Write a file that appears, or replaces an older one, only once it is complete; raises OSError."""
    place = file.resolve()
    if place.exists() and not place.is_file():  # a device or a pipe has no content to lose
        place.write_text(text, encoding="utf-8", newline="\n")
        return
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


@app.command("import")
def import_history(
    file: Annotated[Path, typer.Argument(help="An export, or a backup; - is standard input.")],
) -> None:
    """Add events that are missing here, from an export or a backup.

    Nothing is replaced, and importing twice changes nothing.

    Example: nnprep history import everything.jsonl
    """
    try:
        if file != STANDARD and is_copy(file):
            with History.open() as history:
                new, total = import_copy(history, file)
            typer.echo(added(new, total))
            return
        text = sys.stdin.read() if file == STANDARD else file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text, so it is not an exported history.") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    with History.open() as history:
        new, total = import_lines(history, text.split("\n"))
    typer.echo(added(new, total))


def added(new: int, total: int) -> str:
    """Describe what an import did."""
    return f"{new} of {total} event{'' if total == 1 else 's'} {'was' if total == 1 else 'were'} new."


@app.command("backups")
def list_backups() -> None:
    """List the daily backups, the newest first.

    `nnprep history import` restores events that a backup has and the history doesn't.

    Example: nnprep history backups
    """
    rows = [(day, copy, event_count(copy)) for day, copy in backups(history_path())]
    show_page(lambda paper: backups_page(rows, paper))
