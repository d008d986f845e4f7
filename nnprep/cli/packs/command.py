"""`nnprep content`: adds packs, lists them and removes them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.options import completed
from nnprep.cli.packs.run import add_pack, list_packs, remove_pack
from nnprep.terminal.plain import write_lines

app = typer.Typer(add_completion=False, rich_markup_mode=None, invoke_without_command=True)
Yes = Annotated[bool, typer.Option("--yes", help="Don't ask first.")]


@app.callback()
def content(ctx: typer.Context) -> None:
    """Add cards and exercises by others: packs, from a folder, a git clone or a zip file.

    A pack has any of the folders questions/, exercises/ and solutions/. It's checked, and copied to packs/ in
    nnprep's own folder. An id that's already in use is rejected. Each command has its own --help.

    Example: nnprep content add ~/kettles.zip
    """
    if ctx.invoked_subcommand is None:
        write_lines(sys.stdout, ctx.get_help())


@app.command("add", short_help="Check a pack, copy it and use it from now on.")
def add(
    path: Annotated[Path, typer.Argument(help="A folder, such as a git clone, or a zip file.")],
    name: Annotated[str | None, typer.Option(help="What to call it; the file's name if omitted.")] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Add it even if it has errors: its invalid items are skipped.")
    ] = False,
    yes: Yes = False,
) -> int:
    """Copy the questions/, exercises/ and solutions/ of a pack to your nnprep folder, and use them from now on.

    A pack is checked first. Its references and checks are programs that run inside nnprep, so add only packs of people
    you trust; nnprep asks first. The exit code is 1 if the pack has errors and isn't added.

    Example: nnprep content add ~/kettles.zip
    """
    return add_pack(path, name, anyway=anyway, yes=yes)


@app.command("list")
def list_all() -> None:
    """List your packs: what is in each, and where it came from.

    Example: nnprep content list
    """
    list_packs()


@app.command("remove", short_help="Delete a pack's copy; your answers stay.")
def remove(
    name: Annotated[
        str,
        typer.Argument(
            help="The pack's name, as `nnprep content list` shows it.", autocompletion=completed("pack")
        ),
    ],
    yes: Yes = False,
) -> None:
    """Delete a pack's copy; the history keeps your answers, and the original stays where it is.

    Example: nnprep content remove kettles
    """
    remove_pack(name, yes=yes)
