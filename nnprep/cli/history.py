"""`nnprep history`: carries everything that was done to another machine, and back."""

from __future__ import annotations

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
    """Export or import everything you have done.

    Example: nnprep history export everything.jsonl
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


@app.command("export")
def export_history(
    file: Annotated[Path, typer.Argument(help="Where to write; - is standard output.")] = STANDARD,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if there is one.")] = False,
) -> None:
    """Write every event as one line of JSON.

    Example: nnprep history export everything.jsonl
    """
    from nnprep.errors import UsageError
    from nnprep.memory.exchange import export_lines
    from nnprep.memory.history import History

    with History.open() as history:
        if file == STANDARD:
            for line in export_lines(history):
                typer.echo(line)
            return
        try:
            with file.open("w" if force else "x", encoding="utf-8", newline="\n") as target:
                target.writelines(line + "\n" for line in export_lines(history))
        except FileExistsError:
            raise UsageError(
                f"{file} exists and is left as it is.", next_step=f"nnprep history export {file} --force"
            ) from None
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error.strerror}.") from error
    typer.echo(f"Exported to {file}.")


@app.command("import")
def import_history(
    file: Annotated[Path, typer.Argument(help="What `nnprep history export` wrote; - is standard input.")],
) -> None:
    """Add the events that are not here yet; importing twice changes nothing.

    Example: nnprep history import everything.jsonl
    """
    from nnprep.errors import UsageError
    from nnprep.memory.exchange import import_lines
    from nnprep.memory.history import History

    try:
        text = sys.stdin.read() if file == STANDARD else file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text, so it is no exported history.") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    with History.open() as history:
        new, total = import_lines(history, text.splitlines())
    typer.echo(f"{new} of {total} events were new.")
