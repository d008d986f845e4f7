"""`nnprep history`: moves the history to another machine, keeps several equal, and restores backups."""

from __future__ import annotations

import codecs
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.output import STANDARD, show_page
from nnprep.errors import UsageError, plural, shown
from nnprep.learner.history.backups import backups, event_count
from nnprep.learner.history.import_export import export_lines, import_copy, import_lines, is_copy
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from nnprep.learner.history.sync import Synced, sync
from nnprep.practice.workspace import write_file
from nnprep.screens.doctor import backups_page
from nnprep.terminal.plain import write_lines

app = typer.Typer(add_completion=False, rich_markup_mode=None, invoke_without_command=True)


@app.callback()
def history(ctx: typer.Context) -> None:
    """Move everything you've done to another machine, keep machines in sync, or restore from a backup.

    Example: nnprep history export everything.jsonl
    """
    if ctx.invoked_subcommand is None:
        write_lines(sys.stdout, ctx.get_help())


@app.command("export")
def export_history(
    file: Annotated[Path, typer.Argument(help="Where to write; - is standard output.")] = STANDARD,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Export everything as JSON, one event per line.

    Example: nnprep history export everything.jsonl
    """
    with History.open() as history:
        text = "".join(line + "\n" for line in export_lines(history))
    if file == STANDARD:
        if text:
            write_lines(sys.stdout, text.removesuffix("\n"))
        return
    write_file(file, text, force=force, next_step=f"nnprep history export {shlex.quote(str(file))} --force")
    write_lines(sys.stdout, f"Exported to {file}.")


@app.command("import")
def import_history(
    file: Annotated[Path, typer.Argument(help="An export, or a backup; - is standard input.")],
) -> None:
    """Add events that are missing here, from an export or a backup.

    Nothing is replaced, and importing twice changes nothing.

    Example: nnprep history import everything.jsonl
    """
    try:
        data = sys.stdin.buffer.read() if file == STANDARD else file.read_bytes()
    except OSError as error:
        raise UsageError(f"{shown(str(file))} can't be read: {error.strerror}.") from error
    with History.open() as history:
        new, total = (
            import_copy(history, file) if is_copy(data) else import_lines(history, as_lines(data, file))
        )
    write_lines(sys.stdout, added(new, total))


def as_lines(data: bytes, file: Path) -> list[str]:
    """Return the lines of an export; raises UsageError if it isn't text.

    Windows PowerShell writes UTF-16, and a byte order mark in front of UTF-8.
    """
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise UsageError(f"{shown(str(file))} is not UTF-8 text, so it isn't an exported history.") from None


def added(new: int, total: int) -> str:
    """Describe what an import did."""
    return f"{new} of {total} event{'' if total == 1 else 's'} {'was' if total == 1 else 'were'} new."


@app.command("sync")
def sync_history(
    folder: Annotated[Path, typer.Argument(help="A folder that your machines share.")],
) -> None:
    """Exchange what's new with your other machines, through a folder that they share.

    Each machine writes to a file of its own there, so there's nothing to merge. Run it on each of them, as often as you
    like, before and after you practice.

    Example: nnprep history sync ~/Dropbox/nnprep
    """
    with History.open() as history:
        result = sync(history, folder)
    write_lines(sys.stdout, synced(result))
    for each in result.skipped:
        what = plural(each.lines, "line")
        write_lines(sys.stderr, f"nnprep: {what} of {each.path} skipped: {each.why}.")


def synced(result: Synced) -> str:
    """Describe what a sync did."""
    machines = plural(result.files, "machine")
    if not result.received and not result.sent:
        return f"Nothing new. The folder has the files of {machines}."
    return f"Received {plural(result.received, 'event')}, sent {result.sent}. The folder has the files of {machines}."


@app.command("backups")
def list_backups() -> None:
    """List the daily backups, the newest first.

    `nnprep history import` restores events that a backup has and the history doesn't.

    Example: nnprep history backups
    """
    rows = [(day, copy, event_count(copy)) for day, copy in backups(history_path())]
    show_page(lambda paper: backups_page(rows, paper))
