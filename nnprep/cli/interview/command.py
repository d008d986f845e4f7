"""`nnprep interview`: a mock interview, and the reports of those before."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer

from nnprep.cli.options import Force, Html, Json, completed
from nnprep.errors import UsageError

app = typer.Typer(add_completion=False, rich_markup_mode=None, invoke_without_command=True)


@app.callback()
def interview(
    ctx: typer.Context,
    minutes: Annotated[
        int | None,
        typer.Option(metavar="N", min=5, max=180, help="How long; by level 20, 45 or 60."),
    ] = None,
    level: Annotated[
        str | None, typer.Option(metavar="LEVEL", help="For which position: junior, mid or senior.")
    ] = None,
    focus: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TOPIC",
            help="Ask about this topic; can be repeated.",
            autocompletion=completed("topic"),
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            help="Whoever has the same seed gets the same questions.",
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Save the report at the end as a page for a browser."),
    ] = None,
    force: Force = False,
) -> int:
    """Take a mock interview: questions, whiteboard, code, and a report at the end.

    It favors what you're weak at and haven't seen lately. Everything is saved at once: `nnprep interview` goes on where
    you quit. Without a terminal, each character is a key; after t, the next line is the answer.

    Example: nnprep interview --level junior --minutes 20
    """
    if ctx.invoked_subcommand is not None:
        return 0
    gc.disable()  # until the first question is shown, as in the quiz
    try:
        # `nnprep interview --help` needs only the signature.
        from nnprep.cli.interview.run import run_interview

        wish = None if html is None else (html, force)
        if force and wish is None:
            raise UsageError("--force only works with --html.", next_step="nnprep interview --help")
        return run_interview(minutes=minutes, level=level, focus=tuple(focus or ()), seed=seed, html=wish)
    finally:
        gc.enable()


@app.command("report")
def report(
    number: Annotated[
        int | None, typer.Argument(metavar="[N]", min=1, help="Which interview; the last one if omitted.")
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as Markdown; - is standard output.")
    ] = None,
    html: Html = None,
    as_json: Json = False,
    force: Force = False,
) -> None:
    """Show the report of an interview, each number with its basis.

    Example: nnprep interview report 3 --html report.html
    """
    # Reads whole interviews, which a running one doesn't.
    from nnprep.cli.interview.pages import show_report

    show_report(number, markdown=markdown, html=html, as_json=as_json, force=force)


@app.command("list")
def list_interviews(as_json: Json = False) -> None:
    """List your interviews with their results.

    Example: nnprep interview list
    """
    # As above.
    from nnprep.cli.interview.pages import show_list

    show_list(as_json=as_json)


@app.command("compare")
def compare(
    numbers: Annotated[
        list[int] | None, typer.Argument(metavar="[N]...", help="Which interviews; the last five if omitted.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Compare the numbers of several interviews, side by side.

    Example: nnprep interview compare 1 4
    """
    # As above.
    from nnprep.cli.interview.pages import show_comparison

    show_comparison(numbers or (), as_json=as_json)
