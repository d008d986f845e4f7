"""What `nnprep content` does: asks where others' programs would run, and says what was added."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from shlex import quote

import typer

from nnprep.cli.lint.command import show_progress
from nnprep.cli.options import agreed
from nnprep.cli.output import show_page
from nnprep.content.roots import packs_folder
from nnprep.errors import UsageError, plural, printable
from nnprep.packs.pack import Draft, drafted, install, pack_rows, refuse_known_ids, removable, remove
from nnprep.terminal.layout import Line, Paper
from nnprep.terminal.plain import write_lines

MOST = 10
"""Errors that are listed at once."""


def add_pack(path: Path, name: str | None, *, anyway: bool, yes: bool) -> int:
    """Copy a pack, prove it and put it in use; return the exit code. Raises UsageError."""
    with drafted(path, name) as draft:
        refuse_known_ids(draft)
        if draft.programs:
            show_page(partial(paragraphs, [warning(draft)]))
            confirm("Add it?", yes=yes, command=typed(path, name, anyway=anyway))
        if sys.stderr.isatty():
            show_progress(draft.name)
        try:
            result = draft.prove()
        finally:
            if sys.stderr.isatty():
                show_progress("")
        rows = [str(fault) for fault in result.faults[:MOST]]
        more = len(result.faults) - len(rows)
        if rows:
            write_lines(sys.stdout, "\n".join([*rows, f"and {more} more"] if more else rows))
        if result.faults and not anyway:
            show_page(partial(paragraphs, [REFUSED.format(errors=plural(len(result.faults), "error"))]))
            return 1
        folder = install(draft)
    cards, exercises = plural(len(result.cards), "card"), plural(len(result.exercises), "exercise")
    write_lines(sys.stdout, f"Added {draft.name}: {cards}, {exercises}.")
    if result.faults:
        write_lines(sys.stdout, "Invalid items are skipped until fixed.")
    write_lines(
        sys.stdout, f"{printable(str(folder))}\n\nnext   nnprep {'quiz' if result.cards else 'exercise'}"
    )
    return 0


def typed(path: Path, name: str | None, *, anyway: bool) -> str:
    """Return the command that adds a pack without a question."""
    words = [
        "nnprep content add",
        quote(str(path)),
        f"--name {name}" if name else "",
        "--anyway" if anyway else "",
    ]
    return " ".join([*filter(None, words), "--yes"])


def warning(draft: Draft) -> str:
    """Say what adding a pack with exercises means."""
    return WARNING.format(name=draft.name, exercises=plural(len(draft.programs), "exercise"))


def paragraphs(texts: list[str], paper: Paper) -> list[Line]:
    """Lay out paragraphs."""
    return [line for text in texts for line in paper.paragraph(text, indent="")]


def confirm(question: str, *, yes: bool, command: str) -> None:
    """Ask, unless that was answered with --yes; raises UsageError if nobody can be asked."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("Nobody can confirm this here; use --yes.", next_step=command)
    if not agreed(question):
        raise typer.Abort


def list_packs() -> None:
    """Print the packs."""
    rows = pack_rows()
    if not rows:
        write_lines(sys.stdout, NONE)
        return
    lines = [f"{plural(len(rows), 'pack')} in {packs_folder()}"]
    for row in rows:
        lines += ["", f"  {row.name}   {plural(row.cards, 'card')}, {plural(row.exercises, 'exercise')}"]
        if row.faults:
            lines.append(f"    {plural(row.faults, 'error')}: nnprep lint {row.folder}")
        lines.append(f"    from {row.source}" if row.source else "    not added by nnprep")
    write_lines(sys.stdout, printable("\n".join(lines)))


def remove_pack(name: str, *, yes: bool) -> None:
    """Delete a pack. Raises UsageError."""
    folder = removable(name)
    confirm(f"Delete {folder}?", yes=yes, command=f"nnprep content remove {name} --yes")
    remove(folder)
    write_lines(sys.stdout, f"Removed {name}. The history keeps your answers.")


WARNING = (
    "{name} has {exercises}. The references and checks of exercises are programs. They run inside nnprep, outside the"
    " sandbox that your own code runs in, and can do whatever you can: read your files, delete them, use the network."
    " Adding the pack already runs them. Only add packs from people you trust, and look at solutions/ first."
)
REFUSED = (
    "{errors}, so nothing was added. Ask the author to fix them, or use --anyway: invalid items are skipped until"
    " fixed."
)
NONE = "You have no packs.\n\nnext   nnprep content add --help"
