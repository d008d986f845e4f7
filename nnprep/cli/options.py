"""Options that several commands share, and the question before what can't be undone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from nnprep.terminal.plain import write_lines

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Svg = Annotated[
    Path | None,
    typer.Option("--svg", help="Save the page as a picture; - is standard output.", metavar="FILE"),
]
Html = Annotated[
    Path | None,
    typer.Option("--html", help="Save it as a page for a browser; - is standard output.", metavar="FILE"),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file even if nnprep didn't write it.")]


def agreed(question: str, *, default: bool = False) -> bool:
    """Ask until the answer is yes or no; raises typer.Abort at Ctrl-C and at the end of the input."""
    text, usual = f"{question} [{'Y/n' if default else 'y/N'}]", "y" if default else "n"
    while (said := typer.prompt(text, default=usual, show_default=False).strip().lower()) not in ANSWERS:
        write_lines(sys.stdout, "Type y for yes or n for no.")
    return ANSWERS[said]


ANSWERS = {"y": True, "yes": True, "n": False, "no": False}


def completed(kind: str) -> Callable[[typer.Context, str], list[str]]:
    """Return what completes a name of a kind in `completion.KINDS`; only a shell that asks loads these names."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        # An option that still lacks its value leaves the arguments before it unread.
        typed = [*ctx.args, *map(str, ctx.params.values())]
        names: list[str] = import_module("nnprep.cli.completion").names(kind, typed)
        return [name for name in names if name.startswith(incomplete)]

    return complete


Topics = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TOPIC",
        help="Only cards of this topic; can be repeated.",
        autocompletion=completed("topic"),
    ),
]
CardLevel = Annotated[
    str | None,
    typer.Option(
        metavar="LEVEL",
        help="Only cards of this level: easy, medium or hard.",
        autocompletion=completed("level"),
    ),
]
