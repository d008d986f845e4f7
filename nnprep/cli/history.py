"""`nnprep history`: carries everything that was done to another machine, and back."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)
STANDARD = Path("-")


@app.callback()
def history(ctx: typer.Context) -> None:
    """Carry everything you have done to another machine, or bring back a backup.

    Example: nnprep history export everything.jsonl
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command("export")
def export_history(
    file: Annotated[Path, typer.Argument(help="Where to write; - is standard output.")] = STANDARD,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if there is one.")] = False,
) -> None:
    """Write everything, one line of JSON each.

    Example: nnprep history export everything.jsonl
    """
    from nnprep.errors import UsageError
    from nnprep.learner.history.import_export import export_lines
    from nnprep.learner.history.log import History

    with History.open() as history:
        if file == STANDARD:
            for line in export_lines(history):
                typer.echo(line)
            return
        if os.path.lexists(file) and not force:
            raise UsageError(
                f"{file} exists and is left as it is.",
                next_step=f"nnprep history export {shlex.quote(str(file))} --force",
            )
        text = "".join(line + "\n" for line in export_lines(history))
    try:
        put(text, file)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}.") from error
    typer.echo(f"Exported to {file}.")


def put(text: str, file: Path) -> None:
    """Write a file that appears, or takes an older one's place, only once it is whole; raises OSError."""
    place = file.resolve()
    if place.exists() and not place.is_file():  # a device or a pipe has no older content to lose
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
    file: Annotated[
        Path, typer.Argument(help="What `nnprep history export` wrote, or a backup; - is standard input.")
    ],
) -> None:
    """Add what is not here yet, from an export or a backup.

    Nothing is replaced, and importing twice changes nothing.

    Example: nnprep history import everything.jsonl
    """
    from nnprep.errors import UsageError
    from nnprep.learner.history.import_export import import_copy, import_lines, is_copy
    from nnprep.learner.history.log import History

    try:
        if file != STANDARD and is_copy(file):
            with History.open() as history:
                new, total = import_copy(history, file)
            typer.echo(added(new, total))
            return
        text = sys.stdin.read() if file == STANDARD else file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text, so it is no exported history.") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    with History.open() as history:
        new, total = import_lines(history, text.split("\n"))
    typer.echo(added(new, total))


def added(new: int, total: int) -> str:
    """Return what an import did."""
    return f"{new} of {total} event{'' if total == 1 else 's'} {'was' if total == 1 else 'were'} new."


@app.command("backups")
def list_backups() -> None:
    """List the daily backups, the newest first.

    `nnprep history import` brings back what one of them holds and the history does not.

    Example: nnprep history backups
    """
    from nnprep.cli.explain.output import present
    from nnprep.learner.history.backups import backups, event_count
    from nnprep.learner.history.paths import history_path
    from nnprep.screens.doctor import backups_page

    found = [(day, copy, event_count(copy)) for day, copy in backups(history_path())]
    present(lambda paper: backups_page(found, paper))
