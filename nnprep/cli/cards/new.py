"""`nnprep new`: an exercise from a reference, or the beginning of a card, which is checked after the editor."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from nnprep.cli.cards.new_exercise import new_exercise
from nnprep.cli.cards.own_folder import Into, own_root, valid_name
from nnprep.cli.options import agreed, completed
from nnprep.cli.output import show_page
from nnprep.content.card_template import card_template
from nnprep.content.cards import Kind, Level
from nnprep.content.library import cards_by_name, load_cards
from nnprep.content.roots import QUESTIONS
from nnprep.content.yaml.json_schema import cards_schema
from nnprep.errors import UnknownNameError, UsageError, shown
from nnprep.lint.lint import lint
from nnprep.practice.workspace import write_file
from nnprep.screens.lint import proof_page
from nnprep.terminal.editor import editor, open_at
from nnprep.terminal.plain import write_lines

app = typer.Typer(add_completion=False, rich_markup_mode=None, invoke_without_command=True)


@app.callback()
def new(ctx: typer.Context) -> None:
    """Write a card or an exercise of your own.

    Example: nnprep new exercise huber-loss --from huber.py
    """
    if ctx.invoked_subcommand is None:
        write_lines(sys.stdout, ctx.get_help())


@app.command("card")
def new_card(
    id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The card's id: words joined by hyphens.")
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(
            metavar="TOPIC",
            help="The card's topic, which is the name of its file.",
            autocompletion=completed("topic"),
        ),
    ] = None,
    question: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The main wording of its question.")
    ] = None,
    level: Annotated[
        str, typer.Option(metavar="LEVEL", help="easy, medium or hard.", autocompletion=completed("level"))
    ] = "medium",
    trap: Annotated[bool, typer.Option("--trap", help="Write a trap: a claim to judge.")] = False,
    into: Into = None,
) -> int:
    """Write a new card: asks for what isn't given, opens your editor on a template, and checks it when you're done.

    Without a terminal or an editor, it only writes the template and says where it is. The exit code is 1 if the
    edited card still has errors.

    Example: nnprep new card kettle-whistle --topic kettles --trap
    """
    if level not in list(Level):
        raise UnknownNameError("level", level, list(Level), next_step="nnprep new card --help")
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    options = {"--topic": topic, "--question": question, "--trap": trap}
    root = into or own_root(
        "nnprep new card", id, options | ({"--level": level} if level != "medium" else {})
    )
    id = valid_id(id or answer("Its id (words joined by hyphens)", asks=asks, option="ID"))
    topic = valid_name(topic or answer("Its topic", asks=asks, option="--topic"), "topic")
    question = question or (answer("Its question", asks=asks, option="--question") if asks else "")
    path = root / QUESTIONS / f"{topic}.yaml"
    kind = Kind.TRAP if trap else Kind.QUESTION
    text = card_template(id, kind=kind, level=Level(level), topic=topic, question=question)
    line = add(path, text)
    command = editor()
    if not asks or command is None:
        write_lines(
            sys.stdout,
            f"Wrote {id} at {path}:{line}. Fill it in, then check it.\n\nnext   nnprep lint {quote(str(path))}",
        )
        return 0
    return edited(command, path, line)


app.command("exercise")(new_exercise)


def answer(what: str, *, asks: bool, option: str) -> str:
    """Return what the author answers; raises UsageError if nobody can be asked."""
    if not asks:
        raise UsageError(f"A new card needs {option}.", next_step="nnprep new card --help")
    return str(typer.prompt(what)).strip()


def valid_id(id: str) -> str:
    """Return an id that no card has; raises UsageError."""
    id = valid_name(id, "id")
    known = cards_by_name(load_cards([]))
    if id in known:
        raise UsageError(f"There is a card called {id} already.", next_step=f"nnprep explain {id}")
    return id


def add(path: Path, text: str) -> int:
    """Add a card at the end of a topic's file and return its first line; raises UsageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{shown(str(path))} can't be read: {error}.") from error
    start = before.rstrip("\n") + "\n\n" if before.strip() else SCHEMA_LINE
    if start is SCHEMA_LINE:
        write_schema(path.parent.parent / SCHEMA_FILE)
    write_file(path, start + text, force=True)
    return start.count("\n") + 1


def write_schema(path: Path) -> None:
    """Write the schema that a new topic's first line names; without it, an editor only can't complete fields."""
    with suppress(OSError, UsageError):
        path.parent.mkdir(exist_ok=True)
        text = json.dumps(cards_schema(), indent=2, ensure_ascii=False) + "\n"
        write_file(path, text, ours=lambda head: SCHEMA_TITLE in head)


def edited(command: list[str], path: Path, line: int) -> int:
    """Let the author edit a file until it has no errors or they stop; return the exit code."""
    while True:
        fault = open_at(command, path, line)
        if fault:
            write_lines(sys.stdout, f"{fault} The card is at {path}:{line}.")
            return 1
        result = lint(path)
        if not result.faults:
            show_page(partial(proof_page, result))
            return 0
        rows = [str(fault) for fault in result.faults[:MOST]]
        more = len(result.faults) - len(rows)
        write_lines(sys.stdout, "\n".join([*rows, f"and {more} more"] if more else rows))
        line = result.faults[0].line
        if not agreed("Edit it again?", default=True):
            write_lines(sys.stdout, f"\n  next   nnprep lint {quote(str(path))}")
            return 1


MOST = 10
"""Errors that are listed at once."""
SCHEMA_FILE = ".nnprep/cards.schema.json"
"""Below the content folder; hidden, so that it's no content."""
SCHEMA_LINE = f"# yaml-language-server: $schema=../{SCHEMA_FILE}\n"
"""The first line of a new topic, by which editors check its cards while they're written."""
SCHEMA_TITLE = b'"title": "nnprep cards"'
